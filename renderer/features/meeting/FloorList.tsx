import { Button as TopicButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FloorRequest, FloorTopic } from '#protocol/floor/records';
import type { MeetingState } from '#protocol/meeting/records';
import type { FloorRequestId, PersonId } from '#protocol/wire/ids';
import { Button, formatTime, IconButton, useLanguage } from '../../ui/index.ts';
import { PersonAvatar } from '../people/index.ts';

export interface FloorListProps {
  readonly state: Pick<MeetingState, 'floor' | 'agenda' | 'papers'>;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
  /** Asks to speak without saying about what; absent while that can't be asked. */
  readonly onAsk?: () => void;
  readonly onWithdraw: (request: FloorRequestId) => void;
  /** May take others' requests off the list. */
  readonly canRemove: boolean;
  /** Goes to what somebody wants to speak about. */
  readonly onGo: (about: FloorTopic) => void;
}

/** Who has asked to speak, in the order of asking, with the page that they want to speak about. */
export function FloorList({ state, me, nameOf, onAsk, onWithdraw, canRemove, onGo }: FloorListProps) {
  const { t } = useTranslation('meeting');
  const floor = state.floor.requests;
  if (floor.length === 0 && onAsk === undefined) return null;
  const waitsPlainly = floor.some(({ person, about }) => person === me && about === null);
  return (
    <section aria-label={t('floor.title')} className="border-b border-line pb-2">
      <h3 className="px-4 pt-2.5 pb-1 text-sm font-semibold">
        {t('floor.title')}
        {floor.length === 0 ? null : (
          <span className="figures font-normal text-ink-muted"> · {floor.length}</span>
        )}
      </h3>
      {floor.length === 0 ? (
        <p className="px-4 text-sm text-ink-muted">{t('floor.nobody')}</p>
      ) : (
        <ol className="flex flex-col">
          {floor.map((request, n) => (
            <Request
              key={request.id}
              request={request}
              place={n + 1}
              state={state}
              isMe={request.person === me}
              name={nameOf(request.person)}
              onGo={onGo}
              {...(request.person === me || canRemove ? { onWithdraw: () => onWithdraw(request.id) } : {})}
            />
          ))}
        </ol>
      )}
      {onAsk === undefined || waitsPlainly ? null : (
        <div className="px-4 pt-1.5">
          <Button size="sm" icon="hand" onPress={onAsk}>
            {t('floor.askPlainly')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface RequestProps {
  readonly request: FloorRequest;
  readonly place: number;
  readonly state: Pick<MeetingState, 'agenda' | 'papers'>;
  readonly isMe: boolean;
  readonly name: string;
  readonly onGo: (about: FloorTopic) => void;
  readonly onWithdraw?: () => void;
}

function Request({ request, place, state, isMe, name, onGo, onWithdraw }: RequestProps) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const { about, item, person, at } = request;
  const paper = about === null ? undefined : state.papers.find(({ id }) => id === about.paper);
  const title = state.agenda.find(({ id }) => id === item)?.title;
  return (
    <li className="flex items-start gap-2.5 py-1.5 pr-1 pl-4">
      <span className="figures w-4 pt-1 text-right text-sm text-ink-muted">{place}</span>
      <PersonAvatar person={{ id: person, name }} size="sm" />
      <div className="min-w-0 flex-1 text-sm leading-snug">
        <p className="font-medium">
          {name}
          {isMe ? <span className="font-normal text-ink-muted"> {t('attend.you')}</span> : null}{' '}
          <span className="figures font-normal text-ink-muted">{formatTime(at, language)}</span>
        </p>
        {about === null || paper === undefined ? null : (
          <TopicButton
            onPress={() => onGo(about)}
            className="line-clamp-3 cursor-pointer rounded-sm py-0.5 text-left text-accent-ink underline underline-offset-2 data-hovered:no-underline pointer-coarse:min-h-11"
          >
            {t('floor.about', { page: about.page + 1, title: paper.title })}
          </TopicButton>
        )}
        {title === undefined ? null : <p className="text-ink-muted">{title}</p>}
      </div>
      {onWithdraw === undefined ? null : (
        <IconButton
          icon="close"
          size="sm"
          label={isMe ? t('floor.withdraw') : t('floor.takeOff', { name })}
          onPress={onWithdraw}
        />
      )}
    </li>
  );
}
