import { useEffect } from 'react';

/** Gives the focus back to what had it when the dialog was opened, if that is still there. */
export function useFocusReturn(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}
