using System.Collections.Immutable;
using Hubs.Model;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Api;

/// <summary>Refusals and faults as problem details (RFC 9457). <c>type</c> leads to a page that explains it.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult Of(Refusal refusal) => Of(refusal.Code, refusal.Sentence);

    public static IResult Of(string code, string sentence)
    {
        var kind = ProblemKinds.Of(code);
        return TypedResults.Problem(
            type: PathOf(code),
            title: kind.Title,
            detail: sentence,
            statusCode: kind.Status
        );
    }

    public static IResult Unknown(string what, string id, IEnumerable<string>? known = null) =>
        Of(
            $"no-such-{what}",
            known is null
                ? $"There is no {what} '{id}'."
                : $"There is no {what} '{id}'. There are: {string.Join(", ", known)}."
        );

    /// <summary>400, each field with its sentences.</summary>
    public static IResult BadFields(IDictionary<string, string[]> faults) =>
        TypedResults.Problem(
            new HttpValidationProblemDetails(faults)
            {
                Type = PathOf(ProblemKinds.BadFields),
                Title = ProblemKinds.Of(ProblemKinds.BadFields).Title,
                Status = StatusCodes.Status400BadRequest,
                Detail = string.Join(
                    " ",
                    faults.Select(f => $"{f.Key}: {string.Join(" ", f.Value)}")
                ),
            }
        );

    public static string PathOf(string code) => $"/problems/{code}";
}

/// <summary>A sort of problem, and what a caller can do about it.</summary>
public sealed record ProblemKind(string Code, int Status, string Title, string Meaning);

public static class ProblemKinds
{
    public const string BadFields = "bad-fields";
    public const string NotConfirmed = "not-confirmed";

    public static readonly ImmutableArray<ProblemKind> All =
    [
        new(
            BadFields,
            400,
            "Some fields are wrong",
            "Every field that cannot be used is named under errors, with the reason. Correct them and send the request again."
        ),
        new("too-large", 413, "The request is too large", "A request body may hold 64 KB."),
        new("not-json", 415, "The body is not JSON", "Send the body as application/json."),
        new(
            NotConfirmed,
            503,
            "The outcome is not known yet",
            "Saving failed on the way. Send the same request with the same Idempotency-Key after the seconds named in Retry-After: the answer will be the true one."
        ),
        new(
            "key-reused",
            409,
            "This key belongs to another request",
            "An Idempotency-Key names one request. The same key with other content is refused, so that nothing is booked by mistake. Use a fresh key."
        ),
        new(
            "slot-taken",
            409,
            "Somebody else has this place",
            "The slot was taken or held a moment ago. Search again and choose another."
        ),
        new(
            "not-a-calendar-address",
            400,
            "This is no address of a calendar",
            "The address must be whole, begin with https:// or webcal://, and hold no password."
        ),
        new(
            "calendar-unreadable",
            422,
            "The calendar cannot be read",
            "What is at the address or in the file is no calendar, is damaged, or is too large. The detail says which."
        ),
        new(
            "calendar-unreachable",
            422,
            "The calendar cannot be fetched",
            "Its server cannot be reached, or does not have it. Nothing was added."
        ),
        new(
            "calendar-slow",
            422,
            "The calendar's server is too slow",
            "It did not answer within ten seconds. Nothing was added."
        ),
        new(
            "calendar-address-private",
            422,
            "This address is not on the public internet",
            "Calendars are only read from public https addresses, so that nobody can make this server look into a private network."
        ),
        new(
            "calendar-too-large",
            413,
            "The calendar is too large",
            "A calendar may have 10 MB and 30,000 entries."
        ),
        new("no-such-hub", 404, "No such hub", "GET /api/v1/hubs lists the hubs."),
        new("no-such-service", 404, "No such service", "GET /api/v1/services lists the services."),
        new(
            "no-such-session",
            404,
            "No such session",
            "The session is not in this hub's diary on this date."
        ),
        new(
            "no-such-appointment",
            404,
            "No such appointment",
            "No diary has an appointment of this id or reference."
        ),
        new(
            "no-such-clinician",
            404,
            "No such clinician",
            "GET /api/v1/clinicians lists the clinicians."
        ),
    ];

    /// <summary>Refusals not described above are rules of the diary, a clinician's day or a plan: 409, or 404 when something is unknown.</summary>
    public static ProblemKind Of(string code) =>
        All.FirstOrDefault(kind => kind.Code == code)
        ?? (
            code.StartsWith("no-such-", StringComparison.Ordinal)
            || code.StartsWith("unknown-", StringComparison.Ordinal)
                ? new(code, 404, Words(code), "The id in the request leads nowhere.")
                : new(
                    code,
                    409,
                    Words(code),
                    "A rule stands in the way. The detail of the problem says which, and what would fit."
                )
        );

    private static string Words(string code)
    {
        var words = code.Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
