import type { MeetingState } from '#protocol/meeting/records';
import type { ConclusionTask } from '#protocol/minutes/conclusions';
import { formatOfficialDate } from '../../../ui/index.ts';
import { paragraph, type AdministrativeDocument } from '../../administrative-document/index.ts';
import { called } from '../../ballots/index.ts';
import { carrierText, taskText, type ConclusionWriting } from './conclusion-text.ts';

/** Most of those who carry something out that are named among the recipients. */
const MOST_RECIPIENTS = 30;

/**
 * The notice of the conclusions (Thông báo kết luận) in the form of Nghị định 30: what was decided, numbered, with who
 * and by when, for those who weren't there. It goes to the meeting and to whoever has something to do.
 */
export function conclusionNotice(
  state: MeetingState,
  tasks: readonly ConclusionTask[],
  writing: ConclusionWriting,
): AdministrativeDocument {
  const { t, results } = writing;
  const { language, issuer, nameOf } = results;
  const { fields, openedAt, endedAt } = state;
  const at = openedAt ?? fields.startsAt;
  const chair = nameOf(fields.chair);
  const carriers = tasks.flatMap(({ lead, with: others }) => [...(lead === null ? [] : [lead]), ...others]);
  const names = [
    ...new Set(carriers.map((each) => ('unit' in each ? each.unit : carrierText(each, writing)))),
  ].slice(0, MOST_RECIPIENTS);
  return {
    language,
    letterhead: {
      superior: '',
      issuer: issuer === '' ? t('document.issuer') : issuer,
      number: t('conclusions.notice.number'),
      placeAndDate: t('document.place', { date: formatOfficialDate(endedAt ?? at, language) }),
    },
    kind: t('conclusions.notice.kind'),
    subject: t('conclusions.notice.subject', { chair, title: fields.title }),
    body: [
      paragraph(
        t(fields.place === '' ? 'conclusions.notice.intro' : 'conclusions.notice.introAt', {
          date: capital(formatOfficialDate(at, language)),
          place: fields.place,
          chair: called(fields.chair, results),
          title: fields.title,
        }),
      ),
      ...tasks.map((task, n) => paragraph(`${n + 1}. ${taskText(task, state, writing)}`)),
      paragraph(t('conclusions.notice.close')),
    ],
    signatures: [{ authority: [], role: t('document.signChair'), name: chair }],
    recipients: {
      label: t('document.recipients'),
      names: [t('document.toMeeting'), ...names, t('document.toArchive')],
    },
  };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
