import { Group, Table, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { text } from '../strings';
import { DownloadButtons } from './download-buttons';
import { type Row } from './downloads';
import { MoreButtons } from './more-buttons';
import { type More } from './more-of';
import { TableRows } from './table-rows';

export interface Column<Item> {
  header: string;
  cell: (item: Item) => ReactNode;
  /** Numbers stand on the right, one below the other. */
  numeric?: boolean;
}

interface Props<Item> {
  /** What the rows are, for those who do not see them; also the name of the files. */
  label: string;
  items: readonly Item[];
  columns: readonly Column<Item>[];
  rowKey: (item: Item) => string;
  /** What a file has of a row. Default: the row as the API gave it. */
  row?: (item: Item) => Row;
  /** More than what is here can be asked for. */
  more?: More;
  empty?: string;
}

/** Rows of the same form, which can be taken along as CSV and NDJSON. */
export function DataTable<Item extends object>({ label, items, columns, rowKey, row, more, empty }: Props<Item>) {
  if (items.length === 0) return <Text c="dimmed">{empty ?? text.common.nothing}</Text>;
  const rows = () => items.map((item) => row?.(item) ?? (item as Row));
  // Rows far away are not drawn: who hears the table is told its size, and each row its place.
  const tableRow = (item: Item, index: number) => (
    <Table.Tr key={rowKey(item)} aria-rowindex={index + 2}>
      {columns.map(({ header, cell, numeric }) => (
        <Table.Td key={header} ta={numeric ? 'right' : undefined}>
          {cell(item)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
  return (
    <div>
      <div className="scroll" tabIndex={0} role="region" aria-label={label}>
        <Table highlightOnHover verticalSpacing="xs" aria-rowcount={items.length + 1}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ header, numeric }) => (
                <Table.Th key={header} ta={numeric ? 'right' : undefined}>
                  {header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <TableRows total={items.length} row={(index) => tableRow(items[index]!, index)} />
        </Table>
      </div>
      <Group justify="space-between" mt="sm">
        {more ? <MoreButtons more={more} loaded={items.length} /> : <span />}
        <DownloadButtons label={label} rows={rows} />
      </Group>
    </div>
  );
}
