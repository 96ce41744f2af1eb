import { z } from 'zod';
import { type Quote, QUOTE_CONTEXT } from '../annotation/mark.ts';
import { ConclusionId, PaperId, PersonId, VersionId, VoteId } from '../wire/ids.ts';
import { line, lines } from '../wire/text.ts';

/** Most UTF-16 units of a unit's name, of what is to be done, of a quote, and of the words on each side of it. */
export const MAX_UNIT = 160;
export const MAX_WHAT = 4000;
export const MAX_EVIDENCE_QUOTE = 400;
/** Most who take part, and links, of one conclusion; most conclusions of a meeting. */
export const MAX_WITH = 20;
export const MAX_EVIDENCE = 12;
export const MAX_CONCLUSIONS = 100;

/** Who carries something out: a person of the meeting, or a unit by its name. */
export const Carrier = z.union([
  z.strictObject({ person: PersonId }),
  z.strictObject({ unit: line(MAX_UNIT) }),
]);
export type Carrier = z.infer<typeof Carrier>;
const Carriers = z.array(Carrier).max(MAX_WITH);

/** Words of a page, with some around them by which they are found again. */
export const EvidenceQuote = z.strictObject({
  text: z.string().min(1).max(MAX_EVIDENCE_QUOTE),
  before: z.string().max(QUOTE_CONTEXT),
  after: z.string().max(QUOTE_CONTEXT),
});
export type EvidenceQuote = z.infer<typeof EvidenceQuote>;

/** A quote of any length within the bounds of evidence: of a long one the beginning, which is found as well. */
export function evidenceQuote({ text, before, after }: Quote): EvidenceQuote {
  const kept = text.slice(0, MAX_EVIDENCE_QUOTE).replace(/[\uD800-\uDBFF]$/u, '');
  return kept === text ? { text, before, after } : { text: kept, before, after: '' };
}

/** A page of one version of a paper. */
export const PaperEvidence = z.strictObject({
  is: z.literal('paper'),
  paper: PaperId,
  version: VersionId,
  page: z.int().min(0).max(20_000),
  quote: EvidenceQuote.nullable(),
});
export type PaperEvidence = z.infer<typeof PaperEvidence>;

/** What a conclusion rests on (căn cứ). A page counts from 0; a speech is known by who spoke and when they began. */
export const Evidence = z.discriminatedUnion('is', [
  PaperEvidence,
  z.strictObject({ is: z.literal('speech'), person: PersonId, startedAt: z.int().min(0) }),
  z.strictObject({ is: z.literal('vote'), vote: VoteId }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** A day of Vietnam's calendar: "2026-12-31". */
export const DueDay = z.iso.date();

/**
 * What the minutes ask somebody to do, once they are approved: what, who leads (chủ trì) and who takes part (phối hợp), by
 * the end of which day of Vietnam's calendar, and what it rests on.
 */
export const ConclusionTask = z.object({
  id: ConclusionId,
  what: lines(MAX_WHAT, 1),
  lead: Carrier.nullable(),
  with: Carriers,
  due: DueDay.nullable(),
  source: z.array(Evidence).max(MAX_EVIDENCE),
});
export type ConclusionTask = z.infer<typeof ConclusionTask>;

/** The conclusions of one meeting in the order of its minutes. */
export const ConclusionTasks = z.array(ConclusionTask).max(MAX_CONCLUSIONS);

/** The name under which a conclusion lies in the text of the minutes, and that of a link of it. */
export const CONCLUSION_NODE = 'conclusion';
export const EVIDENCE_NODE = 'evidence';

/**
 * The attributes of those two, and what each may hold. Each is a value of its own, so that who sets the day takes nothing
 * from who sets the person; each link is a node of its own, so that two who add one both do.
 */
export const CONCLUSION_ATTRIBUTES: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['conclusionId', ConclusionId],
  ['lead', Carrier],
  ['with', Carriers],
  ['due', DueDay],
  ['source', Evidence],
]);

/** A node of the text as plain data, as an editor gives it. */
export interface TextNode {
  readonly type?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: readonly TextNode[] | undefined;
  readonly marks?: readonly { readonly type: string }[] | undefined;
  readonly text?: string | undefined;
}

/**
 * The conclusions in a text, in its order, each with what is asked; those without words are room to write in and left out.
 * Whatever the nodes hold, the list is within the bounds of {@link ConclusionTasks}: values that are none are left out, too
 * long words end in "…". An id that is missing or was copied with its conclusion gives way to one made of its place.
 */
export function conclusionsOf(nodes: readonly TextNode[]): ConclusionTask[] {
  const taken = new Set<string>();
  const found: ConclusionTask[] = [];
  for (const node of everyConclusion(nodes)) {
    const what = wordsOf(node);
    if (what === '' || found.length === MAX_CONCLUSIONS) continue;
    const { conclusionId, ...asked } = assignmentOf(node.attrs);
    const id =
      conclusionId === null || taken.has(conclusionId) ? idOfPlace(found.length, taken) : conclusionId;
    taken.add(id);
    found.push({ id, what, ...asked, source: evidenceOf(node) });
  }
  return found;
}

/** What the attributes of a conclusion say; what isn't readable isn't said. */
export function assignmentOf(
  attributes: Readonly<Record<string, unknown>> = {},
): Pick<ConclusionTask, 'lead' | 'with' | 'due'> & { readonly conclusionId: ConclusionId | null } {
  return {
    conclusionId: ConclusionId.safeParse(attributes['conclusionId']).data ?? null,
    lead: Carrier.safeParse(attributes['lead']).data ?? null,
    with: Carriers.safeParse(attributes['with']).data ?? [],
    due: DueDay.safeParse(attributes['due']).data ?? null,
  };
}

/** The links in a conclusion, each once. */
export function evidenceOf(conclusion: TextNode): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const node of within(conclusion)) {
    const link = node.type === EVIDENCE_NODE ? Evidence.safeParse(node.attrs?.['source']).data : undefined;
    if (link !== undefined) found.set(JSON.stringify(link), link);
  }
  return [...found.values()].slice(0, MAX_EVIDENCE);
}

/** The words of a conclusion without its links. */
export function wordsOf(conclusion: TextNode): string {
  const text = [...within(conclusion)]
    .map((node) => (node.type === 'hardBreak' ? '\n' : (node.text ?? '')))
    .join('')
    .slice(0, 4 * MAX_WHAT)
    .replace(/[\t\r]/gu, ' ')
    .replace(UNSEEN, '');
  const whole = WORDS.parse(text);
  return whole.length <= MAX_WHAT
    ? whole
    : `${whole.slice(0, MAX_WHAT - 2).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

const WORDS = lines(4 * MAX_WHAT);
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}]|(?!\n)\p{Cc}/gu;

function* everyConclusion(nodes: readonly TextNode[]): Generator<TextNode> {
  for (const node of nodes) {
    if (node.type === CONCLUSION_NODE) yield node;
    else yield* everyConclusion(node.content ?? []);
  }
}

function* within({ content = [] }: TextNode): Generator<TextNode> {
  for (const node of content) {
    yield node;
    yield* within(node);
  }
}

/** An id that nobody drew: the same for the same text. */
function idOfPlace(place: number, taken: ReadonlySet<string>): ConclusionId {
  for (let number = place; ; number++) {
    const id = String(number).padStart(20, '0');
    if (!taken.has(id)) return ConclusionId.parse(id);
  }
}
