const ZONE = 'Asia/Ho_Chi_Minh';
const FORMATS = {
  vi: {
    day: new Intl.DateTimeFormat('vi-VN', {
      timeZone: ZONE,
      weekday: 'long',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    }),
    time: new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }),
  },
  en: {
    day: new Intl.DateTimeFormat('en-GB', {
      timeZone: ZONE,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }),
    time: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }),
  },
} as const;

/** From when to when, in the time of Vietnam whatever the machine's is; with the second day where there is one. */
export function period(startsAt: number, endsAt: number, language: 'vi' | 'en'): string {
  const { day, time } = FORMATS[language];
  const isOneDay = day.format(startsAt) === day.format(endsAt);
  return isOneDay
    ? `${time.format(startsAt)} – ${time.format(endsAt)}, ${day.format(startsAt)}`
    : `${moment(startsAt, language)} – ${moment(endsAt, language)}`;
}

/** A moment, in the time of Vietnam. */
export function moment(at: number, language: 'vi' | 'en'): string {
  const { day, time } = FORMATS[language];
  return `${time.format(at)}, ${day.format(at)}`;
}
