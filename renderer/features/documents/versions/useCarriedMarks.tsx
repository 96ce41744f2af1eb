import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import {
  type AnnotationSession,
  CarryBar,
  CarryContext,
  CarryPanel,
  useCarry,
  useCarryView,
} from '../../annotation/index.ts';
import type { ReaderPanel } from '../panels/reader-panel.ts';
import type { ReaderModel } from '../reader-model.ts';
import type { PaperText } from '../text/index.ts';
import { carryPaper, earlierPaper } from './carry-source.ts';

export interface CarriedMarksUse {
  readonly session: AnnotationSession | null;
  readonly me: { readonly id: PersonId; readonly unit: string };
  readonly version: VersionId;
  /** The version before the one in force, when that is the one that is open. */
  readonly earlier: VersionId | null;
  readonly words: PaperText;
  readonly model: ReaderModel;
  readonly panel: string | null;
  readonly onPanelChange: (panel: string | null) => void;
}

/** The side panel's tab of the marks from the version before. */
const CARRY_TAB = 'carry';

/** Marks of the version before in the reader: their tab while there are some to look at, and what is over the pages. */
export function useCarriedMarks(use: CarriedMarksUse): {
  readonly panels: readonly ReaderPanel[];
  readonly bar: ReactNode;
  readonly around: (children: ReactNode) => ReactNode;
} {
  const { session, me, version, earlier, words, model, panel, onPanelChange } = use;
  const { t } = useTranslation('annotation');
  const carry = useCarry({
    session,
    me,
    version,
    earlier,
    now: carryPaper(words, model.sizes),
    openEarlier: earlierPaper,
  });
  const { unsure, orphans, locked, hasFailed } = useCarryView(carry);
  const waiting = unsure.length + orphans.length;
  const isListed = waiting + locked > 0 || hasFailed || panel === CARRY_TAB;
  return {
    panels:
      carry === null || !isListed
        ? []
        : [
            {
              id: CARRY_TAB,
              label: t('carry.panel'),
              icon: 'place',
              badge: waiting > 0 ? <span className="figures text-xs font-semibold">{waiting}</span> : null,
              content: <CarryPanel carry={carry} />,
            },
          ],
    bar:
      carry === null ? null : (
        <CarryBar
          carry={carry}
          {...(panel === CARRY_TAB ? {} : { onOpen: () => onPanelChange(CARRY_TAB) })}
        />
      ),
    around: (children) => <CarryContext value={carry}>{children}</CarryContext>,
  };
}
