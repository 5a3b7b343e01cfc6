//! The macros in which a module writes its rows, requests, responses and enums.

/// Declares a module's operations: the marker types, their rows and the typed API.
///
/// A row lists the errors of its own; one that takes a key adds `IdempotencyMismatch` by itself.
/// Behind its route, each `also GET "/path"` is another one for the same.
///
/// ```text
/// operations! {
///     /// Points: the general currency.
///     wallet: Wallet {
///         /// Spends points.
///         Consume: consume(ConsumePointsRequest) -> ConsumePointsResponse = 203
///             by consume::consume {
///             write, since "0.1.0", access SelfOr("wallet:consume"), scope User,
///             idempotency Ledger, route POST "/api/v1/users/{userId}/credits/consume",
///             errors [InsufficientPoints, WalletFrozen]
///         }
///     }
/// }
/// ```
macro_rules! operations {
    (
        $(#[doc = $module_doc:literal])+
        $module:ident : $api:ident {
            $(
                $(#[doc = $doc:literal])+
                $marker:ident : $method:ident ($request:ident) -> $response:ident = $number:literal
                    by $handler:path {
                    $kind:ident, since $since:literal,
                    access $access:ident $(($permission:literal))?,
                    scope $scope:ident, idempotency $idempotency:ident
                    $(, capability $capability:literal)?
                    $(, route $verb:ident $path:literal
                        $(also $other_verb:ident $other_path:literal)*)?
                    $(, errors [$($error:ident),* $(,)?])?
                }
            )+
        }
    ) => {
        $(#[doc = $module_doc])+
        ///
        /// Made by the engine for one call or many; it carries the context of the caller.
        #[derive(Debug, Clone, Copy)]
        pub struct $api<'e> {
            engine: &'e $crate::engine::Engine,
            context: &'e $crate::context::Context,
        }

        impl $crate::engine::Engine {
            $(#[doc = $module_doc])+
            pub fn $module(&self) -> $api<'_> {
                $api { engine: self, context: self.host_context() }
            }
        }

        impl<'e> $crate::engine::Acting<'e> {
            $(#[doc = $module_doc])+
            pub fn $module(&self) -> $api<'e> {
                $api { engine: self.engine(), context: self.context() }
            }
        }

        impl $api<'_> {
            $(
                $(#[doc = $doc])+
                pub fn $method(&self, request: $request) -> $crate::error::Result<$response> {
                    self.engine.run::<$marker>(self.context, &request)
                }
            )+
        }

        $(
            #[doc = concat!("The operation `", stringify!($module), ".", stringify!($method), "`.")]
            #[derive(Debug, Clone, Copy)]
            pub struct $marker;

            impl $crate::ops::sealed::Sealed for $marker {}

            impl $crate::ops::Operation for $marker {
                type Request = $request;
                type Response = $response;

                const ROW: $crate::ops::OperationRow = $crate::ops::OperationRow {
                    name: concat!(stringify!($module), ".", stringify!($method)),
                    number: $number,
                    kind: $crate::ops::operations!(@kind $kind),
                    since: $since,
                    handler: concat!(module_path!(), "::", stringify!($handler)),
                    request: stringify!($request),
                    response: stringify!($response),
                    errors: $crate::ops::operations!(@errors $idempotency $($($error)*)?),
                    access: $crate::ops::Access::$access $(($permission))?,
                    scope: $crate::store::Scope::$scope,
                    idempotency: $crate::ops::Idempotency::$idempotency,
                    capability: $crate::ops::operations!(@capability $($capability)?),
                    route: $crate::ops::operations!(@route $($verb $path)?),
                    other_routes: &[$($(
                        $crate::ops::Route::new(stringify!($other_verb), $other_path)
                    ),*)?],
                    fields: <$request as $crate::ops::Request>::FIELDS,
                    description: concat!($($doc, "\n"),+),
                    json: |engine, context, body| engine.run_json::<$marker>(context, body),
                    submit: |engine, context, body| engine.submit_json::<$marker>(context, body),
                    #[cfg(feature = "schema")]
                    schemas: |generator| (
                        generator.subschema_for::<$request>(),
                        generator.subschema_for::<$response>(),
                    ),
                };

                fn handle(
                    tx: &mut $crate::store::Tx<'_>,
                    cx: &$crate::context::Context,
                    request: &$request,
                ) -> $crate::error::Result<$response> {
                    $handler(tx, cx, request)
                }
            }
        )+

        /// The rows of this module.
        pub(crate) const OPERATIONS: &[$crate::ops::OperationRow] =
            &[$(<$marker as $crate::ops::Operation>::ROW),+];
    };
    (@errors None $($error:ident)*) => { &[$($crate::error::ErrorCode::$error),*] };
    (@errors $keyed:ident $($error:ident)*) => {
        &[$($crate::error::ErrorCode::$error,)* $crate::error::ErrorCode::IdempotencyMismatch]
    };
    (@kind read) => { $crate::ops::Kind::Read };
    (@kind write) => { $crate::ops::Kind::Write };
    (@capability) => { None };
    (@capability $capability:literal) => { Some($capability) };
    (@route) => { None };
    (@route $verb:ident $path:literal) => {
        Some($crate::ops::Route::new(stringify!($verb), $path))
    };
}

/// Declares a request: fields that must stand before the `;`, fields that may stand after it.
///
/// `for f` names the field that holds the person whom the call is about; `keyed f` the one with
/// the idempotency key. Each field may give its [`Rule`](crate::ops::Rule) behind `=>`. Optional
/// fields become `Option`s with a setter of their own name.
macro_rules! request {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(for $subject:ident)? $(keyed $key:ident)? {
            $(
                $(#[doc = $must_doc:literal])+
                $must:ident : $must_type:ty $(=> $must_rule:expr)?
            ),* $(,)?
            $(;
            $(
                $(#[doc = $may_doc:literal])+
                $may:ident : $may_type:ty $(=> $may_rule:expr)?
            ),* $(,)? )?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[doc = $must_doc])+ pub $must: $must_type, )*
            $($(
                $(#[doc = $may_doc])+
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $may: Option<$may_type>,
            )*)?
        }

        impl $name {
            /// A request with the fields that must stand; the setters add the others.
            #[allow(clippy::new_without_default, reason = "a request is made on purpose")]
            #[allow(clippy::too_many_arguments, reason = "each of them must be given")]
            pub fn new($($must: impl Into<$must_type>),*) -> Self {
                $name { $($must: $must.into(),)* $($($may: None,)*)? }
            }

            $($(
                $(#[doc = $may_doc])+
                #[must_use]
                pub fn $may(mut self, $may: impl Into<$may_type>) -> Self {
                    self.$may = Some($may.into());
                    self
                }
            )*)?
        }

        impl $crate::ops::Request for $name {
            const FIELDS: &'static [$crate::ops::Field] = &[
                $( $crate::ops::Field::new(
                    stringify!($must), true,
                    $crate::ops::request!(@rule $($must_rule)?), concat!($($must_doc, "\n"),+),
                ), )*
                $($( $crate::ops::Field::new(
                    stringify!($may), false,
                    $crate::ops::request!(@rule $($may_rule)?), concat!($($may_doc, "\n"),+),
                ), )*)?
            ];

            fn check(&self) -> $crate::error::Result<()> {
                $( $crate::ops::check_field(
                    &self.$must, stringify!($must), $crate::ops::request!(@rule $($must_rule)?),
                )?; )*
                $($( $crate::ops::check_field(
                    &self.$may, stringify!($may), $crate::ops::request!(@rule $($may_rule)?),
                )?; )*)?
                Ok(())
            }

            fn subject(&self) -> Option<$crate::id::UserId> {
                $crate::ops::request!(@subject self $($subject)?)
            }

            fn idempotency_key(&self) -> Option<&str> {
                $crate::ops::request!(@key self $($key)?)
            }
        }

        impl $crate::ops::Checked for $name {
            fn check(&self, _field: &str, _rule: $crate::ops::Rule) -> $crate::error::Result<()> {
                $crate::ops::Request::check(self)
            }

            const NESTED: bool = true;
        }
    };
    (@rule) => { $crate::ops::Rule::Any };
    (@rule $rule:expr) => { $rule };
    (@subject $self:ident) => { None };
    (@subject $self:ident $subject:ident) => { Some($self.$subject.clone().into()) };
    (@key $self:ident) => { None };
    (@key $self:ident $key:ident) => { $crate::ops::KeyField::key(&$self.$key) };
}

/// Declares a response. `replayable` adds `replayed`, which a repeated idempotency key sets;
/// `telling ROWS |it| ids` says which synced rows it tells of.
macro_rules! response {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])+ $field:ident : $type:ty ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub struct $name { $( $(#[doc = $field_doc])+ pub $field: $type, )* }

        impl $crate::ops::Replay for $name {}
    };
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident replayable $(of $owner:ident . $id:ident)?
            $(telling $rows:ident |$it:ident| $told:expr ;)? {
            $( $(#[doc = $field_doc:literal])+ $field:ident : $type:ty ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )*
            /// True when this is the stored outcome of an earlier call with the same key.
            #[serde(default)]
            pub replayed: bool,
        }

        impl $crate::ops::Replay for $name {
            fn mark_replayed(&mut self) {
                self.replayed = true;
            }

            $( fn owner(&self) -> Option<$crate::id::UserId> {
                Some(self.$owner.$id)
            } )?

            $( fn told(&self) -> Option<$crate::ops::Told> {
                let $it = self;
                let ids = $told.iter().map(|id| id.0).collect();
                Some($crate::ops::Told::new(&$rows, ids))
            } )?
        }
    };
}

/// Declares an enum with one text for Rust, JSON and the store.
macro_rules! wire_enum {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $( $(#[doc = $variant_doc:literal])+ $variant:ident = $text:literal ),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name { $( $(#[doc = $variant_doc])+ #[serde(rename = $text)] $variant ),+ }

        impl $name {
            /// Its text in JSON and in the store.
            pub fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $text ),+ }
            }

            /// Reads what [`Self::as_str`] wrote to the store.
            #[allow(dead_code, reason = "not every enum is stored")]
            pub(crate) fn from_stored(text: &str) -> $crate::error::Result<Self> {
                match text {
                    $( $text => Ok($name::$variant), )+
                    other => Err($crate::error::ErrorKind::StorageCorrupt {
                        detail: format!(concat!(stringify!($name), " `{}` is not known"), other),
                    }.into()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::ops::Checked for $name {
            fn check(&self, _field: &str, _rule: $crate::ops::Rule) -> $crate::error::Result<()> {
                Ok(())
            }
        }
    };
}

pub(crate) use {operations, request, response, wire_enum};
