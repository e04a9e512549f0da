import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../session/session';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { adopt, type SetKind, useAdoptions } from './sets';

/** Makes a set the active one, with a reason. */
export function AdoptButton({ kind, id, isActive }: { kind: SetKind; id: string; isActive: boolean }) {
  const queries = useQueryClient();
  const mayChange = useMay('admin');
  const [isAsking, setAsking] = useState(false);
  const adoptions = useAdoptions(kind);
  if (!mayChange || isActive || !adoptions.data) return null;
  const last = adoptions.data.adoptions[0];
  return (
    <>
      <Button onClick={() => setAsking(true)}>{text.items.adopt}</Button>
      {isAsking && (
        <ChangeDialog
          title={text.items.adoptTitle(id.slice(0, 8))}
          action={text.items.adopt}
          change={(reason, key) => adopt(kind, id, last, reason, key)}
          onDone={() => void queries.invalidateQueries()}
          onClose={() => setAsking(false)}
        >
          <Text>{text.items.adoptHelp}</Text>
        </ChangeDialog>
      )}
    </>
  );
}
