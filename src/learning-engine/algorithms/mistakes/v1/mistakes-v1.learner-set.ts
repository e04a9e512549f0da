/** A set of learners by their numbers, one bit each: how many two sets share is found a word at a time. */
export class LearnerSet {
  private readonly words: Uint32Array;

  /** @param learners how many there are */
  constructor(learners: number, members: readonly number[] = []) {
    this.words = new Uint32Array(Math.ceil(learners / 32));
    for (const learner of members) this.words[learner >>> 5]! |= 1 << (learner & 31);
  }

  sharedWith(other: LearnerSet): number {
    let shared = 0;
    for (let index = 0; index < this.words.length; index += 1) {
      shared += bitsIn(this.words[index]! & other.words[index]!);
    }
    return shared;
  }
}

/** Sets by their numbers, each made when it is first asked for: of many, few are, and a bit for each learner adds up. */
export class LearnerSets {
  private readonly made = new Map<number, LearnerSet>();

  /** @param members of each set */
  constructor(
    private readonly learners: number,
    private readonly members: readonly (readonly number[])[],
  ) {}

  get(number: number): LearnerSet {
    let set = this.made.get(number);
    if (!set) {
      set = new LearnerSet(this.learners, this.members[number]);
      this.made.set(number, set);
    }
    return set;
  }
}

/** Number of 1 bits, added up in pairs, in fours, in bytes. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
