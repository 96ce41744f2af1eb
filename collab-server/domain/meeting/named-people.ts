import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingFields } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';

/**
 * The people that a command brings into a meeting: each has to exist in the organisation before it is decided. Others that
 * it names are looked for among the people of the meeting.
 */
export function namedPeople(command: MeetingCommand): readonly PersonId[] {
  if (command.type === 'meeting.create') {
    const { fields, secretary, participants = [], agenda = [] } = command;
    const presenters = agenda.flatMap((item) => item.fields.presenter ?? []);
    return [...conducting(fields), secretary, ...participants.map(({ person }) => person), ...presenters];
  }
  if (command.type === 'meeting.change') return conducting(command.fields);
  if (command.type === 'agenda.addItem' || command.type === 'agenda.changeItem')
    return command.fields.presenter === null ? [] : [command.fields.presenter];
  if (command.type === 'participant.invite') return [command.person];
  if (command.type === 'presenter.set') return command.person === null ? [] : [command.person];
  if (command.type === 'invitation.substitute') return [command.substitute];
  if (command.type === 'paper.change') return command.readers.to === 'some' ? command.readers.people : [];
  return [];
}

function conducting({ chair, deputy }: Pick<MeetingFields, 'chair' | 'deputy'>): PersonId[] {
  return deputy === null ? [chair] : [chair, deputy];
}
