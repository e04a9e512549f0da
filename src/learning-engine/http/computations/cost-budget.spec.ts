import { CostBudget } from './cost-budget.js';

describe(CostBudget.name, () => {
  let now = 0;
  const budget = () => {
    now = 1000;
    return new CostBudget(600, () => now);
  };

  it('lets a minute’s worth be spent at once, and then as much as time has paid off', () => {
    const costs = budget();
    expect([costs.pay('ada', 400), costs.pay('ada', 200)]).toEqual([0, 0]);
    expect(costs.pay('ada', 100)).toBe(10);
    now += 9_999;
    expect(costs.pay('ada', 100)).toBe(1);
    now += 1;
    expect(costs.pay('ada', 100)).toBe(0);
    expect(costs.pay('ben', 600)).toBe(0);
  });

  it('keeps what is charged afterwards, beyond what the user has', () => {
    const costs = budget();
    costs.charge('ada', 1200);
    expect(costs.pay('ada', 1)).toBe(61);
    now += 60_100;
    expect(costs.pay('ada', 1)).toBe(0);
  });

  it('forgets who owes nothing any more', () => {
    const costs = budget();
    costs.charge('ada', 600);
    now += 60_001;
    costs.charge('ben', 1);
    expect([...(costs as unknown as { debts: Map<string, unknown> }).debts.keys()]).toEqual(['ben']);
  });
});
