using System.Collections.Immutable;
using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Plans;

/// <summary>One hub's day in a plan: rooms downwards, time across. Sessions can be dragged to another room or time.</summary>
[ForRoles(Role.Coordinator)]
public sealed class DayModel(IGrainFactory grains) : PlanPage(grains)
{
    public DateOnly Date { get; private set; }

    public Hub Hub { get; private set; } = null!;

    public ImmutableArray<Hub> Hubs => Network.Hubs;

    public Timeline Timeline { get; private set; } = null!;

    public int Sessions { get; private set; }

    public bool IsDraft => State.Draft is not null;

    public bool CanMove { get; private set; }

    public async Task<IActionResult> OnGet(string week, string hub, DateOnly date) =>
        await Load(week) && Find(hub, date) ? await Show() : NotFound();

    /// <summary>For the page's script: what dropping a session there would do.</summary>
    public async Task<IActionResult> OnGetVerdict(
        string week,
        string hub,
        DateOnly date,
        string session,
        string room,
        string start
    )
    {
        if (!await Load(week) || !Find(hub, date))
            return NotFound();
        if (
            !IdText.TryParse<SessionId>(session, out var id)
            || PlaceOf(room, start) is not { } place
            || Shown is not { } plan
            || await Grains.Plan(Week).TryMove(id, place) is not { } verdict
        )
            return BadRequest();
        var words = MoveWords.Of(verdict, plan);
        return new JsonResult(
            new
            {
                words.Tone,
                words.Word,
                words.Sentence,
                words.Details,
                Others = string.Join(',', words.Others),
                words.Button,
            }
        );
    }

    public async Task<IActionResult> OnPostMove(
        string week,
        string hub,
        DateOnly date,
        string session,
        string room,
        string start,
        string? others
    )
    {
        if (!await Load(week) || !Find(hub, date))
            return NotFound();
        if (
            !IdText.TryParse<SessionId>(session, out var id)
            || PlaceOf(room, start) is not { } place
        )
            return BadRequest();
        return await Change(
            week,
            "move",
            (plan, info, version) =>
                plan.Move(new MoveSession(info, version, id, place) { Others = Ids(others) }),
            () =>
                $"Moved to {Hub.FindRoom(place.Room)!.Name} at {DayWords.Of(place.Start)}, and pinned there.",
            () => $"{Request.Path}#session-{id}"
        );
    }

    protected override Task<IActionResult> Show()
    {
        if (
            !Find(
                $"{RouteData.Values["hub"]}",
                DateOnly.TryParse(
                    $"{RouteData.Values["date"]}",
                    CultureInfo.InvariantCulture,
                    out var date
                )
                    ? date
                    : default
            )
        )
            return Task.FromResult<IActionResult>(NotFound());
        LookAgain();
        var sessions = (Shown?.Sessions ?? [])
            .Where(session => session.Hub == Hub.Id && session.Date == Date)
            .ToList();
        Sessions = sessions.Count;
        CanMove = !IsBusy && Sessions > 0;
        Timeline = Timeline.Of(
            $"{Hub.Name}, {Date:dddd d MMMM}",
            Hub,
            Date,
            sessions,
            Network.Services
        ) with
        {
            PathOf = session => $"/plans/{Week}/sessions/{session.Id}",
            CanMove = CanMove,
        };
        return Task.FromResult<IActionResult>(Page());
    }

    private bool Find(string hub, DateOnly date)
    {
        if (
            IsoWeek.Of(date) != Week
            || Network.Hubs.FirstOrDefault(h => h.Id.Value == hub) is not { } found
        )
            return false;
        (Date, Hub) = (date, found);
        return true;
    }

    private SessionPlace? PlaceOf(string? room, string? start) =>
        IdText.TryParse<RoomId>(room ?? "", out var id)
        && Hub.FindRoom(id) is not null
        && DayWords.TryTime(start, out var time)
            ? new SessionPlace(id, Date, time)
            : null;
}
