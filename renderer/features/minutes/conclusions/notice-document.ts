import type { ConclusionTask } from '#protocol/minutes/conclusions';
import type { MeetingState } from '#protocol/meeting/records';
import { formatOfficialDate } from '../../../ui/index.ts';
import { paragraph, sentence, type AdministrativeDocument } from '../../administrative-document/index.ts';
import { called, secretariesOf } from '../../ballots/index.ts';
import type { MinutesWriting } from '../minutes-document.ts';
import { orderOf } from './order-words.ts';

/**
 * Thông báo kết luận: what was concluded, without how it came about, to those who have to carry it out.
 */
export function noticeDocument(
  state: MeetingState,
  conclusions: readonly ConclusionTask[],
  { t, results }: Pick<MinutesWriting, 't' | 'results'>,
): AdministrativeDocument {
  const { language, issuer, nameOf } = results;
  const { fields, openedAt, endedAt } = state;
  const [secretary] = secretariesOf(state, results);
  const chair = called(fields.chair, results);
  const day = formatOfficialDate(openedAt ?? fields.startsAt, language);
  const units = conclusions.flatMap(({ lead, supporters }) =>
    [lead, ...supporters].flatMap((each) => (each !== null && 'unit' in each ? [each.unit] : [])),
  );
  return {
    language,
    letterhead: {
      superior: '',
      issuer: issuer === '' ? t('document.issuer') : issuer,
      number: t('conclusions.noticeNumber'),
      placeAndDate: t('document.place', {
        date: formatOfficialDate(endedAt ?? openedAt ?? fields.startsAt, language),
      }),
    },
    kind: t('conclusions.noticeKind'),
    subject: t('conclusions.noticeSubject', { chair: nameOf(fields.chair), title: fields.title }),
    body: [
      sentence(
        t(fields.place === '' ? 'conclusions.noticeIntro' : 'conclusions.noticeIntroAt', {
          day,
          place: fields.place,
          chair,
          title: fields.title,
        }),
      ),
      paragraph(t('conclusions.noticeThus')),
      ...conclusions.map((conclusion, index) => {
        const order = orderOf(conclusion, t, results);
        return paragraph(`${index + 1}. ${conclusion.what}${order === '' ? '' : ` ${order}`}`);
      }),
      paragraph(t('conclusions.noticeEnd')),
    ],
    signatures: [
      {
        authority: [],
        role: t('document.signSecretary'),
        name: secretary === undefined ? '' : nameOf(secretary),
      },
    ],
    recipients: {
      label: t('document.recipients'),
      names: [t('document.toMeeting'), ...new Set(units), t('document.toArchive')],
    },
  };
}
