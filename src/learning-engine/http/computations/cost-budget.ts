const MINUTE_MS = 60_000;

/** What each user may spend: a minute's worth at once, and no more than that per minute, evenly. */
export class CostBudget {
  /** What users owe, at an instant; it is paid off as time goes by. */
  private readonly debts = new Map<string, { debt: number; at: number }>();
  private sweptAt = 0;

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns 0 when it is paid; else the seconds after which it can be, and nothing is paid */
  pay(userId: string, cost: number): number {
    const over = this.debtOf(userId) + cost - this.perMinute;
    if (over > 0) return Math.ceil((over / this.perMinute) * 60);
    this.charge(userId, cost);
    return 0;
  }

  /** For what is known only afterwards: it may leave the user with less than nothing. */
  charge(userId: string, cost: number): void {
    this.debts.set(userId, { debt: this.debtOf(userId) + cost, at: this.now() });
    this.forgetThePaid();
  }

  private debtOf(userId: string): number {
    const known = this.debts.get(userId);
    return known ? Math.max(0, known.debt - ((this.now() - known.at) / MINUTE_MS) * this.perMinute) : 0;
  }

  private forgetThePaid(): void {
    if (this.now() - this.sweptAt < MINUTE_MS) return;
    this.sweptAt = this.now();
    for (const userId of this.debts.keys()) if (this.debtOf(userId) === 0) this.debts.delete(userId);
  }
}
