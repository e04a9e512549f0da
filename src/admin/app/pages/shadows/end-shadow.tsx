import { Text } from '@mantine/core';
import { client, idempotent } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { readAgain } from '../algorithms/active-pair';
import { type Shadow } from './shadow';

/** Ends a shadow. What it has found stays. */
export function EndShadow({ shadow: { algo_key, id }, onClose }: { shadow: Shadow; onClose: () => void }) {
  return (
    <ChangeDialog
      title={text.shadows.endTitle}
      action={text.shadows.end}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/shadows/{shadow_id}/end', {
          params: { path: { algo_key, shadow_id: id } },
          headers: idempotent(key),
          body: { reason },
        })
      }
      onDone={() => void readAgain()}
      onClose={onClose}
    >
      <Text>{text.shadows.endHelp}</Text>
    </ChangeDialog>
  );
}
