import { Card, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import classes from './facts.module.css';

/** What is known of one thing: names and values. Those that are undefined are left out. */
export function Facts({ label, facts }: { label: string; facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Card withBorder component="section" aria-label={label}>
      <dl className={classes.facts}>
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <dd>{value ?? '–'}</dd>
            </div>
          ),
        )}
      </dl>
    </Card>
  );
}
