import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { placeOfThrow } from '../errors/place-of-throw.js';
import { DeliveryMaker } from './delivery-maker.js';
import { DeliverySender } from './delivery-sender.js';
import { type ClaimedDelivery } from './delivery.statements.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { type WebhookSettings } from './webhook-settings.js';
import { WEBHOOK_SETTINGS } from './webhooks.tokens.js';

/** Old deliveries are looked for once an hour, more or less. */
const ROUNDS_PER_REMOVAL = 3600;
/** How many requests to one receiver are in flight before it is left out. */
const BUSY = 4;
/** A process that is to stop waits for its requests that long; then others send them again. */
const STOP_MS = 5000;

/** Makes and sends deliveries while the application is up. */
@Injectable()
export class WebhookWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('LearningEngine');
  private readonly soon = new AbortController();
  private readonly now = new AbortController();
  private readonly sending = new Map<Promise<void>, string>();
  private rounds = 0;
  private isSilent = false;
  private loop?: Promise<void>;
  /** Ends the pause of the loop. */
  private wake: () => void = () => undefined;

  /** @internal Nest makes it. */
  constructor(
    private readonly maker: DeliveryMaker,
    private readonly sender: DeliverySender,
    private readonly secrets: WebhookSecrets,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.deliver) this.start();
  }

  /** Begins to send, if there is a key: without it no request could be signed. */
  start(): void {
    if (this.secrets.isSetUp) this.loop ??= this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.soon.abort();
    this.wake();
    const late = setTimeout(() => this.now.abort(), STOP_MS);
    await this.loop;
    await Promise.all(this.sending.keys());
    clearTimeout(late);
  }

  private async work(): Promise<void> {
    while (!this.soon.signal.aborted) {
      const taken = await this.round();
      if (taken === 0) await this.pause();
    }
  }

  /** @returns how many deliveries it has begun to send */
  private async round(): Promise<number> {
    try {
      await this.maker.makeAll(this.soon.signal);
      const claimed = this.free > 0 ? await this.sender.claim(this.free, this.busy()) : [];
      for (const delivery of claimed) this.send(delivery);
      if (this.rounds % ROUNDS_PER_REMOVAL === 0) await this.sender.removeOld();
      this.rounds += 1;
      this.isSilent = false;
      return claimed.length;
    } catch (error) {
      if (!this.isSilent) this.logger.warn(`Webhooks wait: ${(error as Error).message}`);
      this.isSilent = true;
      return 0;
    }
  }

  private get free(): number {
    return this.settings.concurrency - this.sending.size;
  }

  private busy(): string[] {
    const receivers = [...this.sending.values()];
    return [...new Set(receivers)].filter((id) => receivers.filter((other) => other === id).length >= BUSY);
  }

  private send(delivery: ClaimedDelivery): void {
    const sent = this.sender
      .send(delivery, this.now.signal)
      .catch((error: unknown) => {
        const { id, webhookId } = delivery;
        this.logger.warn(`Webhook ${webhookId}: what became of delivery ${id} is not recorded: ${placeOfThrow(error)}`);
      })
      .finally(() => {
        this.sending.delete(sent);
        this.wake();
      });
    this.sending.set(sent, delivery.webhookId);
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.settings.pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.soon.signal.aborted) this.wake();
    });
  }
}
