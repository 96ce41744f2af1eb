import { useTranslation } from 'react-i18next';
import { formatTime, useLanguage } from '../../ui/index.ts';
import type { RollLine } from './roll-view.ts';

/** A line of the roll in words: "Tại phòng họp, đến lúc 8:12". */
export function useRollText(): (line: RollLine) => string {
  const { t } = useTranslation('attendance');
  const language = useLanguage();
  return (line) => {
    switch (line.is) {
      case 'unmarked':
        return t('line.unmarked');
      case 'left':
        return t('line.left', { time: formatTime(line.at, language) });
      case 'absent':
        if (!line.excused) return t('line.unexcused');
        return line.reason === '' ? t('line.excused') : t('line.excusedFor', { reason: line.reason });
      case 'inRoom':
      case 'online':
        return line.lateAt === null
          ? t(`line.${line.is}`)
          : t('line.late', { where: t(`line.${line.is}`), time: formatTime(line.lateAt, language) });
    }
  };
}
