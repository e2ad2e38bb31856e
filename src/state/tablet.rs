//! A shared tablet (T11): signed in as a tablet, with one person at it or nobody.
//! Whoever is at it is `App::who`; their acts name the tablet.

use leptos::prelude::*;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::people::{Member, Staff};
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Who, WhoIn};

use super::{App, Space};

/// The sign-in of a tablet, if it is one.
pub(crate) fn tablet_of(who: &Who) -> Option<Who> {
    let is = |place: &WhoIn| place.member.roles.contains(&Role::Tablet);
    who.spaces.iter().any(is).then(|| who.clone())
}

impl App {
    /// The tablet that this device is, if it is a shared one; follows the sign-in.
    pub fn tablet(&self) -> Option<PersonId> {
        self.tablet.with(|tablet| tablet.as_ref().map(|who| who.person))
    }

    /// The same, without following.
    pub fn tablet_now(&self) -> Option<PersonId> {
        self.tablet.with_untracked(|tablet| tablet.as_ref().map(|who| who.person))
    }

    /// Whose sign-in this is: the tablet's on a shared one, whoever is at it. What the
    /// device stores is stored for the sign-in.
    pub fn sign_in(&self) -> Option<Who> {
        self.tablet.get_untracked().or_else(|| self.who.get_untracked())
    }

    /// The tablet that an act of this person names: they proved by PIN who they are.
    pub(crate) fn tablet_behind(&self, actor: PersonId) -> Option<PersonId> {
        self.tablet_now().filter(|tablet| *tablet != actor)
    }

    /// The tablet's school.
    pub fn tablet_space(&self) -> Option<Space> {
        self.tablet()?;
        self.spaces.with(|spaces| spaces.first().copied())
    }

    /// Somebody is at the tablet: what is written from now on is theirs.
    pub fn comes(&self, person: PersonId, staff: &Staff) {
        let Some(tablet) = self.tablet.get_untracked() else { return };
        let member = Member {
            name: staff.name.clone(),
            roles: staff.roles.clone(),
            classes: staff.classes.clone(),
            ..Member::default()
        };
        let place = |place: &WhoIn| WhoIn { member: member.clone(), ..place.clone() };
        let spaces = tablet.spaces.iter().map(place).collect();
        self.who.set(Some(Who { person, name: staff.name.clone(), spaces, ..tablet }));
    }

    /// Nobody is at the tablet.
    pub fn leaves(&self) {
        if let Some(tablet) = self.tablet.get_untracked() {
            self.who.set(Some(tablet));
        }
    }
}
