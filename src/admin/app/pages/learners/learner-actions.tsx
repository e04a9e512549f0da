import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client, idempotent } from '../../api/client';
import { Icon } from '../../layout/icon';
import { useMay } from '../../session/session';
import { ChangeDialog } from '../../shared/change-dialog';
import { save } from '../../shared/downloads';
import { ProblemNotice } from '../../shared/problem-notice';
import { text } from '../../strings';

/** What can be done with all that is kept of a learner: take it along, and erase it. */
export function LearnerActions({ id }: { id: string }) {
  const mayExport = useMay('service');
  const mayErase = useMay('admin');
  const [isErasing, setErasing] = useState(false);
  return (
    <Group>
      {mayExport && <Export id={id} />}
      {mayErase && (
        <Button color="red.9" onClick={() => setErasing(true)}>
          {text.learners.erase}
        </Button>
      )}
      {isErasing && <Erase id={id} onClose={() => setErasing(false)} />}
    </Group>
  );
}

function Export({ id }: { id: string }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  async function download(): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    try {
      const { response } = await client.GET('/v1/learning/learners/{learner_id}/export', {
        params: { path: { learner_id: id } },
        parseAs: 'stream',
      });
      const lines = await response.text();
      // Its last line says that nothing is missing.
      if (!/"complete":\s*true\}\s*$/.test(lines)) throw new Error(text.learners.incompleteExport);
      save(`learner-${id}.ndjson`, 'application/x-ndjson', lines);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="download" />}
        title={text.learners.exportHelp}
        loading={isBusy}
        onClick={() => void download()}
      >
        {text.learners.export}
      </Button>
      {failure !== undefined && <ProblemNotice error={failure} />}
    </>
  );
}

function Erase({ id, onClose }: { id: string; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <ChangeDialog
      title={text.learners.eraseTitle}
      action={text.learners.erase}
      hasReason={false}
      confirm={id}
      isDangerous
      change={(_reason, key) =>
        client.DELETE('/v1/learning/learners/{learner_id}', {
          params: { path: { learner_id: id } },
          headers: idempotent(key),
          body: {},
        })
      }
      onDone={() => {
        // What was read of the person goes from this tab as well, once no page shows it: that would ask for it again.
        void Promise.resolve(navigate('/learners')).then(() => {
          queries.removeQueries({ type: 'inactive' });
          void queries.invalidateQueries();
        });
      }}
      onClose={onClose}
    >
      <Text>{text.learners.eraseHelp}</Text>
    </ChangeDialog>
  );
}
