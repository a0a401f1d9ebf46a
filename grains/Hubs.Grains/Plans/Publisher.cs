using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>
/// Brings clinicians' claims and every diary of the week to a plan: claims first, then the diaries, then the claims are confirmed. Each step may be
/// repeated; only days that are not over are touched.
/// </summary>
public sealed class Publisher(
    IGrainFactory grains,
    UkCalendar calendar,
    Publication publication,
    Plan? before
)
{
    private static readonly TimeSpan ClaimsExpire = TimeSpan.FromMinutes(30);
    private readonly List<string> _problems = [];

    /// <summary>How the last <see cref="Publish"/> went, in sentences; empty when all went as planned.</summary>
    public ImmutableArray<string> Problems => [.. _problems];

    /// <summary>The plan as it could be published: without sessions whose clinician was promised elsewhere meanwhile.</summary>
    public async Task<Plan> Publish(Network network, Action<int, int> done)
    {
        var coming = publication
            .Plan.Sessions.Where(s => s.Date >= calendar.Today && s.Clinic is not null)
            .ToList();
        var refused = await Claim(coming);
        var sessions = coming.Where(session => !refused.ContainsKey(session.Id)).ToList();

        var days = (
            from hub in network.Hubs
            from date in publication.Plan.Week.Days
            select (hub, date)
        ).ToList();
        for (var i = 0; i < days.Count; i++)
        {
            done(i, days.Count);
            var (hub, date) = days[i];
            if (date >= calendar.Today)
                await PublishDay(
                    hub,
                    date,
                    [.. sessions.Where(s => s.Hub == hub.Id && s.Date == date)]
                );
        }
        await Confirm(sessions);
        done(days.Count, days.Count);
        return Without(publication.Plan, refused);
    }

    private async Task PublishDay(Hub hub, DateOnly date, ImmutableArray<Session> sessions)
    {
        var answer = await grains
            .Diary(hub.Id, date)
            .Publish(
                new PublishDay(Info($"{hub.Id}.{date:yyyyMMdd}"), HubDay.Of(hub, date), sessions)
            );
        if (answer.Refusal is { } refusal)
            _problems.Add($"{hub.Name}, {date:ddd d MMM}: {refusal.Sentence}");
    }

    /// <summary>Claims every clinician's week; what a clinician refuses is returned with the reason.</summary>
    private async Task<Dictionary<SessionId, Refusal>> Claim(List<Session> sessions)
    {
        var refused = new Dictionary<SessionId, Refusal>();
        var expires = calendar.Now + ClaimsExpire;
        var unchanged = (before?.Sessions ?? []).ToDictionary(session => session.Id);
        var clinicians = sessions
            .Concat(before?.Sessions ?? [])
            .SelectMany(s => s.Clinicians)
            .Distinct();
        foreach (var clinician in clinicians)
        {
            var grain = grains.Clinician(clinician);
            var wanted = sessions.Where(session => session.Clinicians.Contains(clinician)).ToList();
            await grain.Release(
                new ReleaseClaims(
                    Info("release"),
                    [.. Gone(clinician, wanted).Select(session => session.Id)]
                )
            );

            var claims = wanted
                .Where(s => !unchanged.TryGetValue(s.Id, out var old) || !SameClaim(old, s))
                .Select(s => new DayClaim(
                    s.Id,
                    s.Hub,
                    s.Date,
                    s.Window,
                    IsConfirmed: false,
                    expires
                ))
                .ToImmutableArray();
            if (
                claims.IsEmpty
                || !(await grain.Claim(new ClaimTime(Info("claim"), claims))).IsRefused
            )
                continue;
            foreach (var claim in claims)
            {
                var answer = await grain.Claim(
                    new ClaimTime(Info($"claim.{claim.Session}"), [claim])
                );
                if (answer.Refusal is { } refusal)
                    refused[claim.Session] = refusal;
            }
        }
        return refused;
    }

    private IEnumerable<Session> Gone(ClinicianId clinician, List<Session> wanted) =>
        (before?.Sessions ?? []).Where(old =>
            old.Clinic is not null
            && old.Date >= calendar.Today
            && old.Clinicians.Contains(clinician)
            && !wanted.Any(session => session.Id == old.Id && SameClaim(old, session))
        );

    private static bool SameClaim(Session old, Session now) =>
        old.Hub == now.Hub
        && old.Date == now.Date
        && old.Window == now.Window
        && old.Clinicians.AsSpan().SequenceEqual(now.Clinicians.AsSpan());

    private async Task Confirm(List<Session> sessions)
    {
        foreach (
            var group in sessions
                .SelectMany(
                    session => session.Clinicians,
                    (session, clinician) => (clinician, session.Id)
                )
                .GroupBy(claim => claim.clinician, claim => claim.Id)
        )
            await grains
                .Clinician(group.Key)
                .Confirm(new ConfirmClaims(Info("confirm"), [.. group]));
    }

    private CommandInfo Info(string step) =>
        publication.Info with
        {
            Id = new CommandId($"{publication.Info.Id}.{publication.Attempt}.{step}"),
            Fingerprint = "publish",
        };

    private static Plan Without(Plan plan, Dictionary<SessionId, Refusal> refused) =>
        plan with
        {
            Sessions = [.. plan.Sessions.Where(session => !refused.ContainsKey(session.Id))],
            Unplaced =
            [
                .. plan.Unplaced,
                .. plan
                    .Sessions.Where(session => refused.ContainsKey(session.Id))
                    .Select(session => new UnplacedSession(
                        session.Id,
                        session.Clinic!.Value,
                        session.ServiceName,
                        Priority: 3,
                        [
                            new UnplacedReason(
                                refused[session.Id].Code,
                                1,
                                refused[session.Id].Sentence
                            ),
                        ]
                    )),
            ],
        };
}
