import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../session/session';
import { text } from '../../strings';
import { AdoptionDialog } from './adoption-dialog';
import { adopt, type SetKind, useAdoptions } from './sets';

/** Makes a set the active one, with a reason. */
export function AdoptButton({ kind, id, isActive }: { kind: SetKind; id: string; isActive: boolean }) {
  const mayChange = useMay('admin');
  const [isAsking, setAsking] = useState(false);
  const adoptions = useAdoptions(kind);
  if (!mayChange || !adoptions.data) return null;
  return (
    <>
      {!isActive && <Button onClick={() => setAsking(true)}>{text.items.adopt}</Button>}
      {isAsking && (
        <AdoptionDialog
          title={text.items.adoptTitle(id.slice(0, 8))}
          action={text.items.adopt}
          help={text.items.adoptHelp}
          newest={adoptions.data.adoptions[0]}
          change={(last, reason, key) => adopt(kind, id, last, reason, key)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
