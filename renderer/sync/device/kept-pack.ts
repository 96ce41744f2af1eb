import type { RefusalCode } from '#protocol/wire/codes';
import type { MeetingId, PaperId } from '#protocol/wire/ids';
import type { OfflineStoreError } from '../../platform/index.ts';
import type { TakenMeeting, WantedPaper } from './device-copy.ts';

/**
 * A paper of a pack. `here`: whole. `partly`: some of it. `changed`: an earlier version is here, the present one isn't yet.
 * `missing`: nothing.
 */
export type PaperOnDevice = 'here' | 'partly' | 'changed' | 'missing';

export interface KeptPaper {
  readonly id: PaperId;
  readonly title: string;
  readonly bytes: number;
  readonly have: number;
  readonly state: PaperOnDevice;
}

/** Why a pack isn't whole: the device's or the server's reason. */
export type PackFault = OfflineStoreError['code'] | RefusalCode | 'broken';

export interface KeptPack {
  readonly meeting: MeetingId;
  readonly title: string;
  /** When the server last said what belongs to the pack; null before the first time. */
  readonly checkedAt: number | null;
  /** `waiting`: for the server. `stopped`: by the person or by `fault`; goes on when they say so. */
  readonly work: 'taking' | 'waiting' | 'stopped' | 'done';
  readonly fault: PackFault | null;
  readonly papers: readonly KeptPaper[];
  readonly bytes: number;
  readonly have: number;
}

export interface KeptPacks {
  readonly packs: ReadonlyMap<MeetingId, KeptPack>;
  /** Bytes of papers on this device. */
  readonly used: number;
}

/** What is being done about a pack. */
export interface PackWork {
  readonly isTaking: boolean;
  readonly isWaiting: boolean;
  readonly fault: PackFault | null;
}

/** A pack as the screen shows it. `have`: bytes that are here by version, whole files and parts. */
export function keptPack(
  { id, title, checkedAt, stopped, papers }: TakenMeeting,
  have: ReadonlyMap<string, number>,
  { isTaking, isWaiting, fault }: PackWork,
): KeptPack {
  const kept = papers.map((paper) => keptPaper(paper, have));
  const isWhole = checkedAt !== null && kept.every(({ state }) => state === 'here');
  const isDone = isWhole && (isTaking || (!stopped && fault === null));
  return {
    meeting: id,
    title,
    checkedAt,
    work: isDone ? 'done' : isTaking ? 'taking' : isWaiting ? 'waiting' : 'stopped',
    fault,
    papers: kept,
    bytes: kept.reduce((sum, paper) => sum + paper.bytes, 0),
    have: kept.reduce((sum, paper) => sum + paper.have, 0),
  };
}

function keptPaper(
  { id, title, version, bytes, earlier }: WantedPaper,
  have: ReadonlyMap<string, number>,
): KeptPaper {
  const here = have.get(version) ?? 0;
  const isChanged = here === 0 && earlier.some((old) => have.has(old));
  const state = here === bytes ? 'here' : here > 0 ? 'partly' : isChanged ? 'changed' : 'missing';
  return { id, title, bytes, have: here, state };
}
