import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { Person, PersonFields } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import { CommandKey, ItemId, MeetingId, newId, PaperId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Meetings } from '../meeting/meetings.ts';
import type { Uploads } from '../documents/uploads.ts';
import type { Organisation } from '../people/organisation.ts';

const ORGANISATION = 'Bộ Kế hoạch và Phát triển vùng (dữ liệu mẫu)';

/** Six people in different roles. The addresses are in a domain that can't exist. */
const PEOPLE: readonly PersonFields[] = [
  person('Nguyễn Thị Thu Hương', 'Thứ trưởng', 'Lãnh đạo Bộ', 1, 'official', 'huong'),
  person('Trần Minh Đức', 'Chánh Văn phòng', 'Văn phòng Bộ', 2, 'secretary', 'duc'),
  person('Lê Quang Ánh', 'Vụ trưởng', 'Vụ Kế hoạch', 3, 'official', 'anh'),
  person('Phạm Thị Ngọc Bích', 'Giám đốc Sở', 'Sở Kế hoạch tỉnh Lào Cai', 4, 'official', 'bich'),
  person('Đỗ Văn Ước', 'Chuyên viên chính', 'Vụ Kế hoạch', 5, 'staff', 'uoc'),
  person('Hoàng Thùy Yến', 'Quản trị hệ thống', 'Trung tâm Công nghệ thông tin', 6, 'admin', 'yen'),
];

interface SampleItem {
  readonly title: string;
  /** Index in PEOPLE. */
  readonly presenter: number | null;
  readonly minutes: number;
  readonly under?: number;
  readonly paper?: { readonly file: string; readonly title: string; readonly number: string };
  readonly printed?: { readonly title: string; readonly number: string };
}

const ITEMS: readonly SampleItem[] = [
  { title: 'Khai mạc, thông qua chương trình họp', presenter: 0, minutes: 10 },
  {
    title: 'Kế hoạch chuyển đổi số giai đoạn 2026–2030',
    presenter: 2,
    minutes: 45,
    paper: {
      file: 'to-trinh-chuyen-doi-so.pdf',
      title: 'Tờ trình về Kế hoạch chuyển đổi số giai đoạn 2026–2030',
      number: '125/TTr-VKH',
    },
  },
  {
    title: 'Phân bổ kinh phí năm 2026',
    presenter: 4,
    minutes: 20,
    under: 1,
    paper: {
      file: 'phu-luc-kinh-phi.pdf',
      title: 'Phụ lục: dự kiến phân bổ kinh phí năm 2026',
      number: '125/TTr-VKH-PL',
    },
  },
  {
    title: 'Ý kiến của các tỉnh miền núi',
    presenter: 3,
    minutes: 15,
    under: 1,
    printed: { title: 'Báo cáo tình hình khu vực biên giới', number: '18/BC-UBND' },
  },
  {
    title: 'Giảm giấy tờ trong cuộc họp: kết quả sáu tháng đầu năm',
    presenter: 1,
    minutes: 20,
    paper: {
      file: 'bao-cao-hop-khong-giay.pdf',
      title: 'Báo cáo kết quả thực hiện họp không giấy tờ',
      number: '342/BC-VP',
    },
  },
  { title: 'Kết luận của chủ trì', presenter: 0, minutes: 10 },
];

/**
 * Fills an empty data folder with an organisation, six people and a meeting that starts within the hour, through the
 * same commands that people give. Answers the chair.
 */
export async function openSampleMeeting(parts: {
  readonly env: Environment;
  readonly organisation: Organisation;
  readonly meetings: Meetings;
  readonly uploads: Uploads;
  /** Folder of the sample's PDFs. */
  readonly papersDir: string;
}): Promise<Person> {
  const { env, organisation, meetings, uploads, papersDir } = parts;
  // Read first: a folder must not become a sample that lacks its papers.
  const files = new Map<string, Buffer>();
  for (const { paper } of ITEMS) {
    if (paper !== undefined) files.set(paper.file, await readFile(join(papersDir, paper.file)));
  }
  const people = await organisation.found({ name: ORGANISATION, sample: true }, PEOPLE, null);
  const [chair, secretary, delegate, province, staff] = people;
  if (!chair || !secretary || !delegate || !province || !staff) throw new AppError('broken');
  const meeting = newId(MeetingId, env.randomBytes(20));
  const give = async (by: Person, command: MeetingCommand) => {
    const answer = await meetings.execute(meeting, by, newId(CommandKey, env.randomBytes(20)), command);
    if (!answer.ok) throw new AppError(answer.code);
  };
  const startsAt = Math.ceil((env.now() + 15 * 60_000) / 900_000) * 900_000;
  await give(secretary, {
    type: 'meeting.create',
    id: meeting,
    secretary: secretary.id,
    fields: {
      title: 'Họp giao ban công tác chuyển đổi số',
      chair: chair.id,
      startsAt,
      endsAt: startsAt + 2 * 3_600_000,
      place: 'Phòng họp số 2, tầng 3',
      mode: 'both',
      deputy: delegate.id,
      quorum: { percent: 60, base: 'entitled' },
    },
  });
  await give(secretary, { type: 'participant.invite', person: delegate.id, role: 'delegate' });
  await give(secretary, { type: 'participant.invite', person: province.id, role: 'delegate' });
  await give(secretary, { type: 'participant.invite', person: staff.id, role: 'staff' });
  const ids = ITEMS.map(() => newId(ItemId, env.randomBytes(20)));
  for (const [index, item] of ITEMS.entries()) {
    const id = ids[index];
    if (id === undefined) continue;
    const parent = item.under === undefined ? null : (ids[item.under] ?? null);
    const presenter = item.presenter === null ? null : (people[item.presenter]?.id ?? null);
    const fields = { title: item.title, presenter, minutes: item.minutes, kind: 'public' } as const;
    await give(secretary, { type: 'agenda.addItem', id, fields, position: { parent, before: null } });
    if (item.paper !== undefined) await attach(id, item.paper);
    if (item.printed !== undefined) {
      const paper = newId(PaperId, env.randomBytes(20));
      const { title, number } = item.printed;
      await give(secretary, {
        type: 'paper.announcePrinted',
        id: paper,
        item: id,
        title,
        number,
        secrecy: 'confidential',
      });
    }
  }
  await give(chair, { type: 'meeting.approve' });
  await give(secretary, { type: 'meeting.send' });
  return chair;

  async function attach(item: ItemId, paper: NonNullable<SampleItem['paper']>): Promise<void> {
    const bytes = files.get(paper.file);
    if (secretary === undefined || bytes === undefined) throw new AppError('broken');
    const upload = await uploads.start(secretary, meeting, {
      item,
      title: paper.title,
      number: paper.number,
      fileName: paper.file,
      bytes: bytes.length,
      secrecy: 'normal',
      readers: { to: 'all' },
    });
    await uploads.write(secretary, upload.id, 0, one(bytes));
    await uploads.finish(secretary, upload.id);
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function person(
  name: string,
  title: string,
  unit: string,
  rank: number,
  role: PersonFields['role'],
  mailbox: string,
): PersonFields {
  return { name, title, unit, rank, role, email: `${mailbox}@vidu.invalid` };
}
