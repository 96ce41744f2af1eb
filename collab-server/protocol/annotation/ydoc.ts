import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer';
import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import type * as Y from 'yjs';
import { MarkId, PersonId, VersionId } from '../wire/ids.ts';
import { Mark } from './mark.ts';

/** Chung, nhóm, riêng. */
export type Layer = 'shared' | 'group' | 'private';

/** A room of marks on one version of a paper: everyone's, those of one unit (đơn vị), or one person's. */
export type AnnotationRoom =
  | { readonly layer: 'shared'; readonly version: VersionId }
  | { readonly layer: 'group'; readonly version: VersionId; readonly unit: string }
  | { readonly layer: 'private'; readonly version: VersionId; readonly owner: PersonId };

export function annotationRoomName(room: AnnotationRoom): string {
  const { version } = room;
  if (room.layer === 'shared') return `annotation/${version}`;
  if (room.layer === 'group') return `annotation/${version}/g/${unitKey(room.unit)}`;
  return `annotation/${version}/p/${room.owner}`;
}

/** The room with this name, or undefined when it isn't a well-formed name of one. */
export function parseAnnotationRoom(name: string): AnnotationRoom | undefined {
  const [domain, versionText, kind, ownerText, ...rest] = name.split('/');
  const version = VersionId.safeParse(versionText);
  if (domain !== 'annotation' || !version.success || rest.length > 0) return undefined;
  if (kind === undefined) return { layer: 'shared', version: version.data };
  if (kind === 'g') {
    const unit = unitOfKey(ownerText ?? '');
    return unit === undefined ? undefined : { layer: 'group', version: version.data, unit };
  }
  const owner = PersonId.safeParse(ownerText);
  if (kind !== 'p' || !owner.success) return undefined;
  return { layer: 'private', version: version.data, owner: owner.data };
}

/** A unit's name in the name of a room. */
function unitKey(unit: string): string {
  return toBase64UrlEncoded(encodeUtf8(unit));
}

/** The reverse; undefined for anything that {@link unitKey} doesn't make, so that each room has one name only. */
function unitOfKey(key: string): string | undefined {
  if (!/^[\w-]{1,700}$/.test(key)) return undefined;
  try {
    const unit = decodeUtf8(fromBase64UrlEncoded(key));
    return unitKey(unit) === key ? unit : undefined;
  } catch {
    return undefined;
  }
}

/** Name of the root map in which one author's marks are. Only that author writes there. */
export function layerKey(author: PersonId): string {
  return `layer:${author}`;
}

/** The author whose layer a root map is, or undefined for other names. */
export function layerAuthor(key: string): PersonId | undefined {
  if (!key.startsWith('layer:')) return undefined;
  const parsed = PersonId.safeParse(key.slice('layer:'.length));
  return parsed.success ? parsed.data : undefined;
}

/** One author's marks by mark id. Values are parsed with {@link readMark} before use. */
export function layerMap(doc: Y.Doc, author: PersonId): Y.Map<unknown> {
  return doc.getMap(layerKey(author));
}

/** A mark as it came from a document, or undefined when another program wrote something that isn't one. */
export function readMark(id: string, value: unknown): { id: MarkId; mark: Mark } | undefined {
  const parsedId = MarkId.safeParse(id);
  const parsed = Mark.safeParse(value);
  return parsedId.success && parsed.success ? { id: parsedId.data, mark: parsed.data } : undefined;
}
