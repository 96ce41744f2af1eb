import { initials } from '#protocol/people/order';
import type { PersonId } from '#protocol/wire/ids';
import { Avatar, type AvatarProps } from '../../ui/index.ts';
import { personColour } from './person-colour.ts';

export interface PersonAvatarProps extends Pick<AvatarProps, 'size' | 'className'> {
  readonly person: { readonly id: PersonId; readonly name: string };
}

/** A person's initials on the person's colour. */
export function PersonAvatar({ person, ...rest }: PersonAvatarProps) {
  return <Avatar {...rest} initials={initials(person.name)} colour={personColour(person.id)} />;
}
