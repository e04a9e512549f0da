/** What may be chosen: a candidate of the input, with what the version worked out of it. */
export interface Choosable {
  readonly candidate: { readonly item_id: string; readonly concept_id: string | null };
}
