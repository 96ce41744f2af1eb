/** Languages of the app. */
export type Language = 'vi' | 'en';

/** The BCP 47 tag under which dates, numbers and react-aria's messages of a language go. */
export const localeTags: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}:${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(localeTags[language], options);
    formats.set(key, format);
  }
  return format;
}

/** A day in figures: 23/11/2026. `at` is in milliseconds since 1970. */
export function formatDate(at: number, language: Language): string {
  return dateFormat(language, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(at);
}

/** A day as official documents write it: "ngày 23 tháng 11 năm 2026". */
export function formatOfficialDate(at: number, language: Language): string {
  if (language === 'en')
    return dateFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
  const day = new Date(at);
  // A zero before one-digit days and before January and February only: the rule for official documents.
  const month = day.getMonth() + 1;
  return `ngày ${two(day.getDate())} tháng ${month < 3 ? two(month) : month} năm ${day.getFullYear()}`;
}

/** A day in words with its weekday, as offices write it: "Thứ Hai, ngày 23 tháng 11 năm 2026". */
export function formatLongDate(at: number, language: Language): string {
  if (language === 'vi') {
    const weekday = dateFormat(language, { weekday: 'long' }).format(at);
    const name = `${weekday.charAt(0).toLocaleUpperCase(localeTags.vi)}${weekday.slice(1)}`;
    return `${name}, ${formatOfficialDate(at, language)}`;
  }
  const text = dateFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(at);
  return text.charAt(0).toLocaleUpperCase(localeTags[language]) + text.slice(1);
}

/** Time of day, 24 hours: 08:30. */
export function formatTime(at: number, language: Language): string {
  return dateFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** Day and time: "08:30, 23/11/2026". */
export function formatDateTime(at: number, language: Language): string {
  return `${formatTime(at, language)}, ${formatDate(at, language)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A running clock: 4:05, or 1:04:05 from an hour on. Negative durations count as 0. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A length in whole minutes: "45 phút", "1 giờ 30 phút". */
export function formatDuration(minutes: number, language: Language): string {
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(localeTags[language], { style: 'unit', unit: name, unitDisplay: 'long' }).format(
      value,
    );
  const whole = Math.max(0, Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return unit(rest, 'minute');
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** A file size with one digit after the comma from MB on: "640 kB", "3,2 MB". Powers of 1000. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = Math.max(0, bytes);
  let index = 0;
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return new Intl.NumberFormat(localeTags[language], {
    style: 'unit',
    unit: units[index] ?? 'byte',
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: index >= 2 ? 1 : 0,
  }).format(value);
}

/** A count or a measure in the writing of the language: 1.250 or 1,250. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(localeTags[language]).format(value);
}

/** How far away a moment is, inside a sentence, in its largest unit: "5 phút nữa", "hôm qua". Both in milliseconds since 1970. */
export function formatRelative(at: number, now: number, language: Language): string {
  const seconds = Math.round((at - now) / 1000);
  const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const format = new Intl.RelativeTimeFormat(localeTags[language], { numeric: 'auto' });
  const [unit, size] = units.find((each) => Math.abs(seconds) >= each[1]) ?? ['minute', 60];
  // In Vietnamese the words for days begin with a capital, whatever is around them.
  return format.format(Math.round(seconds / size), unit).toLocaleLowerCase(localeTags[language]);
}
