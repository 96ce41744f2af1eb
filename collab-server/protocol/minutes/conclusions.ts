import { z } from 'zod';
import { PersonId, TaskId } from '../wire/ids.ts';
import { fitting, line, lines } from '../wire/text.ts';
import { Evidence, PaperEvidence } from './evidence.ts';

export const MAX_CONCLUSIONS = 200;
/** Most people and units that one conclusion names beside whoever leads. */
export const MAX_SUPPORTERS = 20;
const MAX_SOURCES = 50;
/** Most UTF-16 units of a unit's name, and of an assignee as an attribute. */
const MAX_ASSIGNEE = 200;
const MAX_WHAT = 2000;

/** Who carries something out: a person, or a unit by its name. */
export const Assignee = z.union([
  z.strictObject({ person: PersonId }),
  z.strictObject({ unit: line(MAX_ASSIGNEE) }),
]);
export type Assignee = z.infer<typeof Assignee>;

/** A day of the calendar as `YYYY-MM-DD`. */
export const Day = z.iso.date();

/** What a conclusion asks for (nhiệm vụ): what, who leads, who supports, by when, and what it rests on. */
export const ConclusionTask = z.object({
  id: TaskId,
  what: lines(MAX_WHAT, 1),
  lead: Assignee.nullable(),
  supporters: z.array(Assignee).max(MAX_SUPPORTERS),
  due: Day.nullable(),
  source: z.array(Evidence).max(MAX_SOURCES),
});
export type ConclusionTask = z.infer<typeof ConclusionTask>;

/** How an attribute of the document names somebody: `@` and the id of a person, or the name of a unit. */
export function writeAssignee(assignee: Assignee): string {
  return 'person' in assignee ? `@${assignee.person}` : assignee.unit;
}

/** Whom it names; null: nobody. */
export function readAssignee(written: unknown): Assignee | null {
  if (typeof written !== 'string') return null;
  const person = written.startsWith('@') ? PersonId.safeParse(written.slice(1)) : undefined;
  if (person?.success === true) return { person: person.data };
  const unit = line(MAX_ASSIGNEE).safeParse(fitting(written, MAX_ASSIGNEE));
  return unit.success ? { unit: unit.data } : null;
}

/** Several of them, a line each. */
export function readSupporters(written: unknown): Assignee[] {
  if (typeof written !== 'string') return [];
  return written
    .split('\n')
    .flatMap((each) => readAssignee(each) ?? [])
    .slice(0, MAX_SUPPORTERS);
}

/**
 * What the attributes of conclusions and of what they rest on may hold, by their names; null takes one away. Each is a
 * value of its own, so that who sets the day takes nothing from who sets the person.
 */
export const CONCLUSION_ATTRIBUTES: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['lead', z.string().max(MAX_ASSIGNEE)],
  ['supporters', z.string().max(MAX_SUPPORTERS * (MAX_ASSIGNEE + 1))],
  ['due', Day],
  ['page', PaperEvidence.shape.page],
  ['quote', PaperEvidence.shape.quote],
  ['before', PaperEvidence.shape.before],
  ['after', PaperEvidence.shape.after],
  ['startedAt', z.int().min(0)],
]);

/** A node of the text, as far as it matters here. */
interface TextNode {
  readonly type?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: readonly TextNode[] | undefined;
  readonly text?: string | undefined;
}

/** What the attributes of a conclusion say beside its text. */
export function conclusionFields(
  attrs: TextNode['attrs'] = {},
): Pick<ConclusionTask, 'lead' | 'supporters' | 'due'> {
  const due = Day.safeParse(attrs['due']);
  return {
    lead: readAssignee(attrs['lead']),
    supporters: readSupporters(attrs['supporters']),
    due: due.success ? due.data : null,
  };
}

/**
 * The conclusions of a text in their order; empty ones are none. One without an id of its own, or with that of another,
 * as after copying, gets a new one.
 */
export function conclusionsOf(nodes: readonly TextNode[], newId: () => TaskId): ConclusionTask[] {
  const known = new Set<TaskId>();
  const tasks: ConclusionTask[] = [];
  for (const node of nodes.flatMap(conclusionNodes)) {
    const what = fitting(textOf(node), MAX_WHAT);
    if (what === '' || tasks.length >= MAX_CONCLUSIONS) continue;
    const own = TaskId.safeParse(node.attrs?.['id']);
    const id = own.success && !known.has(own.data) ? own.data : newId();
    known.add(id);
    tasks.push({ id, what, ...conclusionFields(node.attrs), source: sourcesOf(node) });
  }
  return tasks;
}

function conclusionNodes(node: TextNode): TextNode[] {
  return node.type === 'conclusion' ? [node] : (node.content ?? []).flatMap(conclusionNodes);
}

function textOf(node: TextNode): string {
  if (node.type === 'evidence') return '';
  if (node.type === 'hardBreak') return '\n';
  return node.text ?? (node.content ?? []).map(textOf).join('');
}

function sourcesOf(node: TextNode): Evidence[] {
  return (node.content ?? [])
    .flatMap((child) => {
      const parsed = child.type === 'evidence' ? Evidence.safeParse(child.attrs) : undefined;
      return parsed?.success === true ? [parsed.data] : [];
    })
    .slice(0, MAX_SOURCES);
}
