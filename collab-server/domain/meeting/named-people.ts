import { assertNever } from '#protocol/wire/assert-never';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { PersonId } from '#protocol/wire/ids';

/** The people that a command names: each has to exist in the organisation before it is decided. */
export function namedPeople(command: MeetingCommand): PersonId[] {
  switch (command.type) {
    case 'meeting.create':
      return [command.fields.chair, command.secretary];
    case 'meeting.change':
      return [command.fields.chair];
    case 'participant.invite':
      return [command.person];
    case 'presenter.set':
      return command.person === null ? [] : [command.person];
    case 'agenda.addItem':
    case 'agenda.changeItem':
      return command.fields.presenter === null ? [] : [command.fields.presenter];
    case 'paper.change':
      return command.readers.to === 'some' ? command.readers.people : [];
    case 'meeting.open':
    case 'meeting.close':
    case 'participant.remove':
    case 'agenda.moveItem':
    case 'agenda.removeItem':
    case 'agenda.startItem':
    case 'paper.announcePrinted':
    case 'paper.remove':
    case 'marks.lock':
    case 'marks.hide':
    case 'floor.ask':
    case 'floor.withdraw':
      return [];
    default:
      return assertNever(command);
  }
}
