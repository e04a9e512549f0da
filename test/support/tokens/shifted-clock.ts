/** A clock that runs on by leaps: tests of what takes minutes wait for nothing. */
export function useShiftedClock(): { advance(milliseconds: number): void } {
  const now = performance.now.bind(performance);
  let shift = 0;
  beforeEach(() => {
    shift = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now() + shift);
  });
  afterEach(() => jest.restoreAllMocks());
  return { advance: (milliseconds) => void (shift += milliseconds) };
}
