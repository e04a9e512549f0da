import { Alert, Button, List, Text } from '@mantine/core';
import { isUnreachable, Problem } from '../api/problem';
import { text } from '../strings';

/** Why something did not work, in the words of the API, with what was changed by it and the number to ask the operator about. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = error instanceof Problem ? error : undefined;
  return (
    <Alert
      color="red"
      role="alert"
      title={isUnreachable(error) ? text.session.unreachable : String((error as Error).message)}
    >
      {problem && problem.errors.length > 0 && (
        <List size="sm">
          {problem.errors.map(({ pointer, parameter, detail }) => (
            <List.Item key={`${pointer ?? parameter} ${detail}`}>
              <span className="mono">{pointer ?? parameter}</span> {detail}
            </List.Item>
          ))}
        </List>
      )}
      {problem?.outcome && (
        <Text size="sm">{problem.outcome === 'unknown' ? text.common.unknownOutcome : text.common.notDone}</Text>
      )}
      {problem?.requestId && (
        <Text size="xs">
          {text.common.request} <span className="mono">{problem.requestId}</span>
        </Text>
      )}
      {retry && (
        <Button size="xs" variant="default" mt="xs" onClick={retry}>
          {text.common.retry}
        </Button>
      )}
    </Alert>
  );
}
