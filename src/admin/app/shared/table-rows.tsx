import { Table } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** So many rows come and go together. */
const CHUNK = 100;

/** Rows this far outside of what is seen are drawn, in pixels of the window. */
const MARGIN = '1500px 0px';

/**
 * The rows of a table, of which those far away from what is seen are drawn as empty room of their height: so a table of many thousand
 * rows stays quick.
 *
 * @param row draws the row with this index, as a `tr`
 */
export function TableRows({ total, row }: { total: number; row: (index: number) => ReactNode }) {
  const starts = Array.from({ length: Math.ceil(total / CHUNK) }, (_, index) => index * CHUNK);
  return starts.map((start) => (
    <Chunk key={start} start={start} end={Math.min(start + CHUNK, total)} row={row} isAlone={total <= CHUNK} />
  ));
}

interface ChunkProps {
  start: number;
  end: number;
  row: (index: number) => ReactNode;
  isAlone: boolean;
}

function Chunk({ start, end, row, isAlone }: ChunkProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number>();

  useEffect(() => {
    const element = body.current;
    if (!element || isAlone) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        const isKept = entry!.isIntersecting || element.contains(document.activeElement);
        setHeight((before) => (isKept ? undefined : (before ?? entry!.boundingClientRect.height)));
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isAlone, end]);

  return (
    <Table.Tbody ref={body}>
      {height === undefined ? (
        Array.from({ length: end - start }, (_, index) => row(start + index))
      ) : (
        <tr aria-hidden>
          <td colSpan={100} style={{ height, padding: 0 }} />
        </tr>
      )}
    </Table.Tbody>
  );
}
