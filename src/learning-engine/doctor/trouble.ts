import { type EntityManager } from 'typeorm';
import { type Finding } from './finding.js';

/** Something that rows of a table may have come to. */
export interface Trouble {
  code: string;
  subject: string;
  /** Answers `count`, how many rows are in it, and `example`: one of them, or since when the oldest is. */
  text: string;
  values: unknown[];
  message: (count: number, example: string) => string;
  remedy: string;
}

export async function troublesIn(manager: EntityManager, troubles: readonly Trouble[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { code, subject, text, values, message, remedy } of troubles) {
    const [row] = await manager.query<[{ count: number; example: string }]>(text, values);
    if (row.count > 0) findings.push({ code, subject, message: message(row.count, row.example), remedy });
  }
  return findings;
}
