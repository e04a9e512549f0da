/** A kind of problem that the service answers with, by RFC 9457. */
export interface ProblemType {
  status: number;
  /** One line for people, the same for every occurrence. */
  title: string;
  /** What to do about it. */
  remedy: string;
}
