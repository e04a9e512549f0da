/** Why a set was refused: in words that name the parameter, and as an RFC 6901 pointer into the set. */
export interface ParamsProblem {
  error: string;
  pointer: string;
}
