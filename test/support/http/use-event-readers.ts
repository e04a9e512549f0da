import { DataSource } from 'typeorm';
import { EventsService } from 'learning-engine';
import { until } from '../database/embedded-child.js';
import { someAdmin } from './api-client.js';
import { EventReader, type Message } from './event-reader.js';
import { lastingBearer } from './raw-http.js';
import { type Service } from './use-service.js';

/** Readers of the streams of a service, which leave after each test, and events for them. */
export function useEventReaders(service: Service) {
  const readers: EventReader[] = [];
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.leave()));
  });

  const open = async (query = '', headers: Record<string, string> = {}, caller = someAdmin) => {
    const authorization = lastingBearer(caller);
    const reader = await EventReader.open(service.app.getHttpServer(), { authorization, ...headers }, query);
    readers.push(reader);
    expect(reader.response.status).toBe(200);
    return reader;
  };
  const record = (key: string, type = 'answers.recorded', payload = {}) =>
    service.app
      .get(DataSource)
      .transaction((manager) => service.app.get(EventsService).record(manager, { type, key, payload }));
  /** Until all events can be read: tests beside this one have transactions on the same server, for which events wait. */
  const readable = () => until(async () => (await service.app.get(EventsService).lagSeconds()) === 0);
  const keyOf = ({ data }: Message) => (data as { key?: string } | undefined)?.key;
  const hasKey = (key: string) => (messages: readonly Message[]) => messages.some((message) => keyOf(message) === key);
  return { readers, open, record, readable, hasKey, keyOf };
}
