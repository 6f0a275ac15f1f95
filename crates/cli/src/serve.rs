//! `desk serve`: the window's commands, and its pages when they are built, for a browser on this
//! machine.
//!
//! Only loopback is listened on. A command needs the random token that is printed with the address;
//! requests for another host or from another origin are refused, so that no page from elsewhere can
//! reach it. The pages themselves hold no data and need no token.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_SECURITY_POLICY, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use desk_app::commands;
use desk_app::error::{CallCode, DocumentCode, Error, ErrorCode, StoreCode};
use desk_app::{Desk, json};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The largest request, in bytes. No form comes near it.
const LARGEST_REQUEST: usize = 1024 * 1024;

/// What pages may load and do; the same as the window's.
const PAGE_POLICY: &str = "default-src 'self'; img-src 'self' data:; connect-src 'self' ipc: \
    http://ipc.localhost; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

struct Served {
    desk: Desk,
    token: String,
    /// The hosts by which this address is reached.
    hosts: [String; 2],
}

/// Serves until it is stopped. Prints the address with its token once it is listened on.
pub fn serve(desk: Desk, listen: SocketAddr, ui: Option<PathBuf>) -> Result<(), String> {
    if !listen.ip().is_loopback() {
        return Err(format!("listen: {listen} is not on this machine alone"));
    }
    if let Some(ui) = ui.as_ref().filter(|ui| !ui.join("index.html").is_file()) {
        return Err(format!("ui: {} holds no built pages", ui.display()));
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("runtime: {error}"))?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen)
            .await
            .map_err(|error| format!("listen: {listen}: {error}"))?;
        let address = listener.local_addr().map_err(|error| format!("listen: {error}"))?;
        let token = random_token()?;
        println!("http://{address}/?token={token}");
        let hosts = [address.to_string(), format!("localhost:{}", address.port())];
        let served = Arc::new(Served { desk, token, hosts });
        axum::serve(listener, routes(served, ui)).await.map_err(|error| format!("serve: {error}"))
    })
}

fn random_token() -> Result<String, String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("token: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn routes(served: Arc<Served>, ui: Option<PathBuf>) -> Router {
    let router = Router::new().route("/api/{command}", post(command));
    let router = match ui {
        Some(ui) => router.fallback_service(ServeDir::new(ui)),
        None => router,
    };
    router
        .layer(RequestBodyLimitLayer::new(LARGEST_REQUEST))
        .layer(middleware::from_fn_with_state(served.clone(), only_this_page))
        .layer(SetResponseHeaderLayer::overriding(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(PAGE_POLICY),
        ))
        .with_state(served)
}

/// Refuses what another page sends: by the host (a name that was made to point here) and by the
/// origin.
async fn only_this_page(
    State(served): State<Arc<Served>>,
    request: Request,
    next: Next,
) -> Response {
    let is_ours = |host: &str| served.hosts.iter().any(|ours| ours == host);
    let headers = request.headers();
    let host_is_ours = text(headers, HOST.as_str()).is_some_and(is_ours);
    let origin_is_ours = !headers.contains_key(ORIGIN)
        || text(headers, ORIGIN.as_str())
            .and_then(|origin| origin.strip_prefix("http://"))
            .is_some_and(is_ours);
    if host_is_ours && origin_is_ours {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Runs a command of the list.
async fn command(
    State(served): State<Arc<Served>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let expected = format!("Bearer {}", served.token);
    if text(&headers, AUTHORIZATION.as_str()) != Some(&expected) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    // Commands may take their time; the others go on meanwhile.
    let answer = tokio::task::spawn_blocking(move || {
        json::from_slice(&body).and_then(|request| commands::call(&served.desk, &name, request))
    });
    match answer.await.unwrap_or_else(|failure| Err(Error::failed(failure))) {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => {
            let status = match error.code {
                ErrorCode::Call(CallCode::NoSuchCommand) => StatusCode::NOT_FOUND,
                ErrorCode::Call(CallCode::BrokenJson) => StatusCode::BAD_REQUEST,
                ErrorCode::Call(CallCode::Failed) => StatusCode::INTERNAL_SERVER_ERROR,
                ErrorCode::Input(_) => StatusCode::UNPROCESSABLE_ENTITY,
                ErrorCode::Rule(_) => StatusCode::CONFLICT,
                ErrorCode::Store(StoreCode::NotFound) => StatusCode::NOT_FOUND,
                ErrorCode::Store(StoreCode::WrongPin) => StatusCode::FORBIDDEN,
                ErrorCode::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
                ErrorCode::Document(DocumentCode::PaperTooSmall) => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                ErrorCode::Document(DocumentCode::FontsMissing) => StatusCode::SERVICE_UNAVAILABLE,
            };
            (status, Json(error)).into_response()
        }
    }
}
