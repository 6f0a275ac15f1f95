//! `desk serve`: the window's commands, and its pages when they are built, for a browser on this
//! machine.
//!
//! Only loopback is listened on. A command needs the random token that is printed with the address;
//! requests for another host or from another origin are refused, so that no page from elsewhere can
//! reach it. The pages themselves hold no data and need no token.
//!
//! A call that accepts `application/x-ndjson` is answered line by line while it is worked on:
//! `{"progress":{"done":1,"all":2}}` as often as there is something to tell, and at last
//! `{"answer":…}` or `{"error":…}`. Whoever goes away before that cancels what can be cancelled.

use std::convert::Infallible;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCEPT, AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use desk_app::error::{CallCode, DocumentCode, Error, ErrorCode, StoreCode};
use desk_app::upkeep::{self, Progress};
use desk_app::{Desk, backups, commands, json};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The largest request, in bytes. No form comes near it.
const LARGEST_REQUEST: usize = 1024 * 1024;

/// What pages may load and do; the same as the window's.
const PAGE_POLICY: &str = "default-src 'self'; img-src 'self' data:; connect-src 'self' ipc: \
    http://ipc.localhost; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// What every answer says. The token must not leave with the address, nor answers stay behind.
const HEADERS: [(HeaderName, &str); 4] = [
    (CONTENT_SECURITY_POLICY, PAGE_POLICY),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CACHE_CONTROL, "no-store"),
];

/// The kind of answer that tells how far a command has come.
const LINES: &str = "application/x-ndjson";

/// Progress is told this often at most.
const OFTEN: Duration = Duration::from_millis(100);

/// How often somebody looks whether a backup is due.
const TENDED: Duration = Duration::from_secs(60);

struct Served {
    desk: Arc<Desk>,
    token: String,
    /// The hosts by which this address is reached.
    hosts: Vec<String>,
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
        let mut hosts = vec![address.to_string(), format!("localhost:{}", address.port())];
        if address.port() == 80 {
            // Browsers leave it out.
            hosts.extend([address.ip().to_string(), "localhost".to_owned()]);
        }
        let told = writeln!(io::stdout(), "http://{address}/?token={token}");
        told.map_err(|error| format!("stdout: {error}"))?;
        let desk = Arc::new(desk);
        let tended = Arc::clone(&desk);
        // Nobody has to wait for it; what it finds is told to whoever works.
        std::thread::spawn(move || look_after(&tended));
        let served = Arc::new(Served { desk, token, hosts });
        axum::serve(listener, routes(served, ui)).await.map_err(|error| format!("serve: {error}"))
    })
}

/// Looks through the file once, then after the backups.
fn look_after(desk: &Desk) {
    upkeep::examine(desk).ok();
    loop {
        std::thread::sleep(TENDED);
        // What fails is tried again; `health` tells how old the last backup is.
        backups::tend(desk).ok();
    }
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
    let router = router
        .layer(RequestBodyLimitLayer::new(LARGEST_REQUEST))
        .layer(middleware::from_fn_with_state(served.clone(), only_this_page));
    let with_header = |router: Router<_>, (name, value)| {
        let value = HeaderValue::from_static(value);
        router.layer(SetResponseHeaderLayer::overriding(name, value))
    };
    HEADERS.into_iter().fold(router, with_header).with_state(served)
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
    let request = match json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => return refused(&error),
    };
    let desk = Arc::clone(&served.desk);
    if text(&headers, ACCEPT.as_str()).is_some_and(|accepted| accepted.contains(LINES)) {
        return told_by_line(desk, name, request);
    }
    // Commands may take their time; the others go on meanwhile.
    let answer = tokio::task::spawn_blocking(move || commands::call(&desk, &name, request));
    match answer.await.unwrap_or_else(|_| Err(panicked())) {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => refused(&error),
    }
}

/// Answers with a line for each piece of news.
fn told_by_line(desk: Arc<Desk>, name: String, request: Value) -> Response {
    let (lines, told) = mpsc::channel::<Result<String, Infallible>>(16);
    let work = tokio::task::spawn_blocking({
        let lines = lines.clone();
        move || {
            let mut last = None;
            commands::call_watched(&desk, &name, request, &mut |progress: Progress| {
                let is_news = last.is_none_or(|last: Instant| last.elapsed() >= OFTEN);
                if is_news || progress.done == progress.all {
                    last = Some(Instant::now());
                    // Who reads slowly misses some of it.
                    lines.try_send(Ok(line(json!({ "progress": progress })))).ok();
                }
                !lines.is_closed()
            })
        }
    });
    tokio::spawn(async move {
        let news = match work.await.unwrap_or_else(|_| Err(panicked())) {
            Ok(answer) => json!({ "answer": answer }),
            Err(error) => json!({ "error": error }),
        };
        // Nobody waits for it any more when it was cancelled.
        lines.send(Ok(line(news))).await.ok();
    });
    ([(CONTENT_TYPE, LINES)], Body::from_stream(ReceiverStream::new(told))).into_response()
}

/// What a panic says can quote somebody.
fn panicked() -> Error {
    Error::failed("the program failed on it")
}

fn line(news: Value) -> String {
    format!("{news}\n")
}

fn refused(error: &Error) -> Response {
    let status = match error.code {
        ErrorCode::Call(CallCode::NoSuchCommand) => StatusCode::NOT_FOUND,
        ErrorCode::Call(CallCode::BrokenJson) => StatusCode::BAD_REQUEST,
        ErrorCode::Call(CallCode::Failed) => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Input(_) => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::Rule(_) => StatusCode::CONFLICT,
        ErrorCode::Store(StoreCode::NotFound) => StatusCode::NOT_FOUND,
        ErrorCode::Store(StoreCode::WrongPin) => StatusCode::FORBIDDEN,
        ErrorCode::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Document(DocumentCode::PaperTooSmall) => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::Document(DocumentCode::FontsMissing) | ErrorCode::Device(_) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    (status, Json(error)).into_response()
}
