import {
  type ActivationsResponse,
  type WebhookDeliveriesResponse,
  type WebhookDeliveryResponse,
  type WebhookResponse,
  type WebhookWithSecretResponse,
} from 'learning-engine/http';
import { setTimeout as sleep } from 'node:timers/promises';
import { someAdmin, useApi } from './api-client.js';
import { type Received, type Receiver } from './use-receiver.js';
import { type Service } from './use-service.js';

export const WEBHOOK_REASON = { reason: 'The timetable waits for it' };

/** Webhooks of a service that lead to a receiver, by an administrator. */
export function useWebhooks(service: Service, receiver: Receiver) {
  const api = useApi(service);
  const create = async (path: string, more: object = {}) => {
    const given = { url: receiver.urlOf(path), event_types: ['algorithm.activated'], ...WEBHOOK_REASON, ...more };
    return (await api.post('webhooks', given, someAdmin).expect(201)).body as WebhookWithSecretResponse;
  };
  const show = async (id: string) => (await api.get(`webhooks/${id}`, someAdmin).expect(200)).body as WebhookResponse;
  const test = async (id: string) =>
    (await api.post(`webhooks/${id}/test`, {}, someAdmin).expect(202)).body as WebhookDeliveryResponse;
  const deliveries = async (id: string, query = '') =>
    (await api.get(`webhooks/${id}/deliveries${query}`, someAdmin).expect(200)).body as WebhookDeliveriesResponse;
  const activate = async (algoKey: string, version: string, reason: string): Promise<string> => {
    await api.post(`algorithms/${algoKey}/versions/${version}/activate`, { reason }, someAdmin).expect(200);
    const listed = await api.get(`activations?algo_key=${algoKey}&limit=1`, someAdmin).expect(200);
    return (listed.body as ActivationsResponse).activations[0]!.id;
  };
  const isOf = (id: string) => (request: Received) => request.id === id;
  /** A delivery, once an attempt has ended. */
  const attempted = async (webhookId: string, id: string): Promise<WebhookDeliveryResponse> => {
    for (;;) {
      const found = (await deliveries(webhookId)).deliveries.find((delivery) => delivery.id === id)!;
      if (found.last_status !== null || found.last_error !== null) return found;
      await sleep(20);
    }
  };
  return { create, show, test, deliveries, activate, isOf, attempted };
}
