//! What a registration asks for, read strictly.

use crate::error::{Error, Result};
use crate::quota::calendar::Zone;
use crate::users::identifier::{Identifier, IdentifierKind};
use crate::users::model::RegisterUserRequest;
use crate::users::name;

/// A request whose identifiers and names are in their normal form.
pub(super) struct NewUser<'r> {
    /// The e-mail address first: it is the one by which a known user joins a tenant.
    pub(super) identifiers: Vec<Identifier>,
    pub(super) name: Option<String>,
    pub(super) nickname: Option<String>,
    pub(super) request: &'r RegisterUserRequest,
}

impl<'r> NewUser<'r> {
    pub(super) fn read(request: &'r RegisterUserRequest) -> Result<Self> {
        let identifiers = identifiers(
            request.email.as_deref(),
            request.phone.as_deref(),
            request.external_id.as_deref(),
        )?;
        if identifiers.is_empty() {
            return Err(Error::validation("email", "or `phone` or `externalId` is required"));
        }
        check_language(request.language.as_deref())?;
        request.timezone.as_deref().map(Zone::parse).transpose()?;
        Ok(NewUser {
            identifiers,
            name: request.name.as_deref().map(name::name).transpose()?,
            nickname: request.nickname.as_deref().map(name::nickname).transpose()?,
            request,
        })
    }

    pub(super) fn has(&self, kind: IdentifierKind) -> bool {
        self.identifiers.iter().any(|identifier| identifier.kind == kind)
    }
}

/// The identifiers that stand, in their normal form.
pub(super) fn identifiers(
    email: Option<&str>,
    phone: Option<&str>,
    external_id: Option<&str>,
) -> Result<Vec<Identifier>> {
    let email = email.map(Identifier::email);
    let phone = phone.map(|phone| Identifier::phone(phone, None));
    let external_id = external_id.map(Identifier::external);
    [email, phone, external_id].into_iter().flatten().collect()
}

fn check_language(language: Option<&str>) -> Result<()> {
    let parts = |tag: &str| {
        tag.split('-')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()))
    };
    match language.is_none_or(parts) {
        true => Ok(()),
        false => Err(Error::validation("language", "must be a language tag such as zh-CN")),
    }
}
