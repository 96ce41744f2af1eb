import type { PaperVersion } from '#protocol/documents/records';
import { blankMeeting, type MeetingState } from '#protocol/meeting/records';
import { Hash, ID_LENGTH, ItemId, MeetingId, newId, PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import { desktopStore } from '../../../platform/desktop-store.ts';
import { fakeShell } from '../../../platform/testing/fake-shell.ts';
import { DeviceCopy } from '../device-copy.ts';

const idOf = <T>(kind: { parse(text: string): T }, n: number) =>
  newId(kind, new Uint8Array(ID_LENGTH).fill(n % 32));

export const an = idOf(PersonId, 1);
export const binh = idOf(PersonId, 2);
export const meeting = idOf(MeetingId, 3);
export const versionOf = (n: number) => idOf(VersionId, 10 + n);
export const paperOf = (n: number) => idOf(PaperId, 20 + n);

/** A paper for {@link stateOf}: its number and the length of its file; `version` when it was revised. */
export interface TestPaper {
  readonly n: number;
  readonly bytes: number;
  readonly version?: number;
  readonly earlier?: readonly number[];
}

function fileOf(version: number, bytes: number): PaperVersion {
  return {
    id: versionOf(version),
    hash: Hash.parse('0'.repeat(64)),
    fileName: 'a.pdf',
    bytes,
    pages: 1,
    at: 1,
    by: an,
  };
}

/** A meeting with these papers. */
export function stateOf(papers: readonly TestPaper[]): MeetingState {
  const fields = {
    title: 'Họp giao ban',
    chair: an,
    startsAt: 1,
    endsAt: 2,
    place: '',
    mode: 'both' as const,
    deputy: null,
    quorum: null,
  };
  return {
    ...blankMeeting(meeting, fields),
    status: 'sent',
    papers: papers.map(({ n, bytes, version = n, earlier = [] }) => ({
      id: paperOf(n),
      item: idOf(ItemId, 5),
      title: `Tài liệu ${n}`,
      number: '',
      secrecy: 'normal' as const,
      readers: { to: 'all' as const },
      version: fileOf(version, bytes),
      earlier: earlier.map((old) => fileOf(old, bytes)),
      pack: null,
    })),
  };
}

/** One device, whose disk outlives its programs; `shell.fault` makes the disk refuse. */
export class TestDevice {
  readonly disk = fakeShell();
  /** Rooms that hold what the server doesn't have. */
  readonly unsavedRooms = new Set<string>();
  remembered = 0;

  store(person: string = an) {
    return desktopStore(this.disk.calls, 'https://hop.example', person);
  }

  /** The copy as a program finds it that has just been started. */
  copy(): Promise<DeviceCopy> {
    return DeviceCopy.open(an, {
      store: this.store(),
      remember: async () => void (this.remembered += 1),
      mayBeUnsaved: (room) => this.unsavedRooms.has(room),
    });
  }
}

/** The bytes of a version between two places: each byte says where it stands. */
export function bytesOf(version: VersionId, begin: number, end: number): Uint8Array {
  const salt = version.charCodeAt(0);
  return Uint8Array.from({ length: end - begin }, (_, i) => (begin + i + salt) % 251);
}
