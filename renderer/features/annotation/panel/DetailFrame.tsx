import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/index.ts';

export interface DetailFrameProps {
  readonly onBack: () => void;
  /** The page of what is shown, counted from 0, and the way there; absent when it has no place any more. */
  readonly page?: number;
  readonly onGo?: () => void;
  readonly children: ReactNode;
}

/** One entry of the notes panel in the place of its list: the way back has the focus, and Escape takes it too. */
export function DetailFrame({ onBack, page, onGo, children }: DetailFrameProps) {
  const { t } = useTranslation('annotation');
  const back = useRef<HTMLDivElement>(null);
  useEffect(() => {
    back.current?.querySelector('button')?.focus();
  }, []);
  return (
    <div
      className="flex h-full min-h-0 flex-col"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onBack();
      }}
    >
      <div ref={back} className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-1.5 py-1">
        <Button size="sm" variant="quiet" icon="chevron-left" onPress={onBack}>
          {t('panel.back')}
        </Button>
        <span className="flex-1" />
        {page === undefined || onGo === undefined ? null : (
          <Button size="sm" variant="quiet" icon="page-next" onPress={onGo}>
            {t('panel.goToPage', { page: page + 1 })}
          </Button>
        )}
      </div>
      {children}
    </div>
  );
}
