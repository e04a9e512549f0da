import { Injectable } from '@nestjs/common';
import { RunTrigger } from '../../domain/run-trigger.js';
import { LearnerErasedError } from '../../errors/learner.errors.js';
import { type ActivePair } from '../../resolution/active-pairs.js';
import { ActiveVersionCache } from '../../resolution/active-version-cache.js';
import { LearnerConnections } from '../learner-connections.js';
import { freshness, readPerson } from '../learner-heads.js';
import { checkLearnerId } from '../learner-id.js';
import { type StatesOf } from '../learner-state.service.js';
import { LearnerWriter } from '../learner-writer.js';
import { LiveProjectionsCache, type Projection } from '../live-projections.js';
import { nothingHanded } from '../recording.js';
import { type LearnerPage, skillOf } from './learner-page.view.js';
import { MOST_DECISIONS, MOST_SKILLS, type PageJson, READ_PAGE } from './page.statements.js';

/** What is known of one learner, on one page. */
@Injectable()
export class LearnerPageService {
  /** @internal Nest makes it. */
  constructor(
    private readonly connections: LearnerConnections,
    private readonly writer: LearnerWriter,
    private readonly projections: LiveProjectionsCache,
    private readonly active: ActiveVersionCache,
  ) {}

  /**
   * What a dashboard shows of a learner, as of one moment, by the active versions of `mastery`, `revision` and `adaptive`.
   *
   * @throws LearnerErasedError when the learner was erased
   * @throws InvalidArgumentError unless `learnerId` is a UUID
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async getPage(learnerId: string): Promise<LearnerPage> {
    const asked = checkLearnerId(learnerId);
    const { pairs } = await this.active.current();
    const live = await this.projections.current();
    const activeOf = (key: string) => live.find((one) => one.isActive && one.algoKey === key);
    const [mastery, revision] = [activeOf('mastery'), activeOf('revision')];
    const id = await this.catchUp(asked, [mastery, revision]);
    const adaptive = pairs.get('adaptive');
    const values = [id, mastery?.id ?? null, revision?.id ?? null, adaptive?.params.id ?? null];
    const page = (await this.connections.query<{ page: PageJson }>(READ_PAGE, values))[0]!.page;
    if (page.isErased) throw new LearnerErasedError(id);
    const { selection } = page;
    const asOf = new Date(page.now);
    const folding = [mastery, revision].filter((one) => one !== undefined);
    return {
      ...{ learnerId: id, revision: page.revision, asOf },
      ...{ timeZone: page.timeZone, dayOffsetMinutes: page.dayOffsetMinutes },
      isFresh: folding.every((one) => page.fresh.includes(one.id)),
      mastery: mastery
        ? {
            ...namesOf(mastery),
            skills: page.skills
              .slice(0, MOST_SKILLS)
              .map((row) => skillOf(row, page.self, mastery, asOf.toISOString())),
            hasMore: page.skills.length > MOST_SKILLS,
          }
        : null,
      due: revision ? { ...namesOf(revision), now: page.dueNow, days: page.days } : null,
      answers: page.answers,
      next:
        adaptive && selection
          ? { ...selection, ...namesOfPair(adaptive), revision: page.revision!, at: new Date(selection.at) }
          : null,
      decisions: page.decisions.slice(0, MOST_DECISIONS),
      hasMoreDecisions: page.decisions.length > MOST_DECISIONS,
      hints: [
        ...(mastery ? [] : [withoutStates('mastery', pairs.get('mastery'))]),
        ...(revision ? [] : [withoutStates('revision', pairs.get('revision'))]),
        ...(selection
          ? []
          : ['Nothing was chosen since the learner changed last: ask what comes next, with candidates.']),
      ],
    };
  }

  /** @returns the id of the person */
  private async catchUp(id: string, projections: readonly (Projection | undefined)[]): Promise<string> {
    const ask: LearnerConnections['query'] = (statement, values) => this.connections.query(statement, values);
    const head = await readPerson(ask, { id, eventIds: [], scopes: new Map() });
    if (head.isErased) throw new LearnerErasedError(id);
    const isBehind = projections.some((one) => {
      const { isFresh, mayBecomeFresh } = freshness(head, one?.id ?? '');
      return one && !isFresh && mayBecomeFresh;
    });
    if (!head.hasInbox && !isBehind) return head.id;
    const { head: person } = await this.writer.write({ id, handed: nothingHanded(id), trigger: RunTrigger.API });
    return person.id;
  }
}

const namesOf = ({ algoKey, version, paramsId }: Projection): StatesOf => ({ algoKey, version, paramsId });

const namesOfPair = ({ version: { algoKey, version }, params }: ActivePair): StatesOf => ({
  ...{ algoKey, version },
  paramsId: params.id,
});

const withoutStates = (key: string, pair: ActivePair | undefined): string =>
  `${pair ? `${key} ${pair.version.version} keeps no states of learners` : `No version of ${key} is active`}: activate one that does.`;
