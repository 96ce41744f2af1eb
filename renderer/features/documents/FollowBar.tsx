import { useTranslation } from 'react-i18next';
import { Button, Icon } from '../../ui/index.ts';

export interface FollowBarProps {
  /** Null when this person presents. */
  readonly presenter: string | null;
  readonly following: boolean;
  readonly onFollowingChange: (following: boolean) => void;
}

/** Who leads through the paper, and the one click to leave them or to come back. */
export function FollowBar({ presenter, following, onFollowingChange }: FollowBarProps) {
  const { t } = useTranslation('documents');
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 z-20 flex justify-center px-3">
      <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-full border border-line bg-raised py-1 pr-1 pl-3 text-sm shadow-float">
        <Icon
          name={presenter === null ? 'present' : following ? 'follow' : 'follow-off'}
          size={1.125}
          className="text-accent-ink"
        />
        <span className="min-w-0 truncate pr-2">
          {presenter === null
            ? t('presenting')
            : t(following ? 'following' : 'notFollowing', { name: presenter })}
        </span>
        {presenter === null ? null : (
          <Button
            size="sm"
            variant={following ? 'quiet' : 'primary'}
            className="rounded-full"
            onPress={() => onFollowingChange(!following)}
          >
            {t(following ? 'leave' : 'comeBack')}
          </Button>
        )}
      </div>
    </div>
  );
}
