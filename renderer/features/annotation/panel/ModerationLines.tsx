import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, type IconName } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { useNoteDesk } from '../note-desk.ts';

/** What the chair has locked or hidden, said to everybody; the chair takes it back here. */
export function ModerationLines({ session }: { readonly session: AnnotationSession }) {
  const { t } = useTranslation('annotation');
  const { moderation, nameOf } = useNoteDesk();
  const { locked, hidden, onLock, onHide } = moderation;
  const others = hidden.filter((person) => person !== session.me);
  return (
    <>
      {locked ? (
        <Line icon="lock" text={t(onLock === undefined ? 'panel.lockedByChair' : 'panel.lockedByYou')}>
          {onLock === undefined ? null : (
            <Button size="sm" onPress={() => onLock(false)}>
              {t('panel.unlock')}
            </Button>
          )}
        </Line>
      ) : null}
      {hidden.includes(session.me) ? <Line icon="eye-off" text={t('panel.hiddenYou')} /> : null}
      {onHide === undefined
        ? others.length === 0
          ? null
          : [<Line key="others" icon="eye-off" text={t('panel.hiddenOthers', { count: others.length })} />]
        : others.map((person) => (
            <Line key={person} icon="eye-off" text={t('panel.hiddenByYou', { name: nameOf(person) })}>
              <Button size="sm" onPress={() => onHide(person, false)}>
                {t('panel.showAgain')}
              </Button>
            </Line>
          ))}
    </>
  );
}

function Line({
  icon,
  text,
  children,
}: {
  readonly icon: IconName;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md border border-warn/50 bg-warn-soft px-2.5 py-1.5 text-sm text-warn-ink">
      <Icon name={icon} size={1} />
      <p role="status" className="min-w-0 flex-1 basis-32">
        {text}
      </p>
      {children}
    </div>
  );
}
