import { useEffect, useRef } from 'react';

/**
 * Takes the Escape key from all dialogs. Each one listens to the window, also one that stands behind another. Call it where the app
 * begins: of those who listen, the first one is asked first.
 */
export function useNoEscape(isTaken: boolean): void {
  const taken = useRef(isTaken);
  useEffect(() => {
    taken.current = isTaken;
  }, [isTaken]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && taken.current) event.stopImmediatePropagation();
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
