import { useTranslation } from 'react-i18next';
import { Badge, Button, formatTime, Icon, useLanguage } from '../../ui/index.ts';
import { DeskSection } from './DeskSection.tsx';
import type { DeskUse } from './desk-use.ts';
import { SERVICE_ICONS } from './service-look.ts';

/** Who has called for what, the oldest first; for chair, secretaries and staff. Nothing while nobody has. */
export function ServiceCalls({ use }: { readonly use: Pick<DeskUse, 'state' | 'nameOf' | 'run'> }) {
  const { t } = useTranslation('desk');
  const language = useLanguage();
  const { serviceCalls } = use.state;
  if (serviceCalls.length === 0) return null;
  return (
    <DeskSection title={t('service.title')} aside={<Badge tone="warn">{serviceCalls.length}</Badge>}>
      <ul className="flex flex-col gap-2">
        {serviceCalls.map(({ id, person, kind, note, at }) => (
          <li key={id} className="flex items-start gap-2 text-sm">
            <Icon name={SERVICE_ICONS[kind]} className="mt-0.5 text-ink-muted" />
            <p className="min-w-0 flex-1 leading-snug">
              <span className="font-medium">{t(`service.kind.${kind}`)}</span>
              {note === '' ? null : `: ${note}`}
              <span className="figures block text-ink-muted">
                {use.nameOf(person)}, {formatTime(at, language)}
              </span>
            </p>
            <Button
              size="sm"
              icon="check"
              aria-label={t('service.doneFor', { name: use.nameOf(person) })}
              onPress={() => void use.run({ type: 'service.finish', id })}
            >
              {t('service.done')}
            </Button>
          </li>
        ))}
      </ul>
    </DeskSection>
  );
}
