//! Which servers an encrypted connection trusts.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::error::{Error, Result};

/// The settings of a client that trusts the authorities of Mozilla and those in a PEM file.
///
/// # Errors
/// `validation` for a file that cannot be read or holds no certificate.
pub(in crate::store) fn client(roots_file: Option<&Path>) -> Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = roots_file {
        let refused = |rule: String| Error::validation("tlsRootsFile", rule);
        let found = CertificateDer::pem_file_iter(file)
            .map_err(|_| refused(format!("cannot be read: {}", file.display())))?;
        let before = roots.len();
        for certificate in found {
            let certificate =
                certificate.map_err(|_| refused("holds a damaged certificate".into()))?;
            roots.add(certificate).map_err(|_| refused("holds a damaged certificate".into()))?;
        }
        if roots.len() == before {
            return Err(refused("holds no certificate in PEM form".into()));
        }
    }
    // A client of ours asks for the process's own provider, and panics where two could be meant. A
    // host that has chosen one keeps its choice.
    let _ = ring::default_provider().install_default();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| Error::internal("the ciphers of this build fit no version of TLS"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
