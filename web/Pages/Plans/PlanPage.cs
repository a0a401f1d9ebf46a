using System.Collections.Immutable;
using System.Security.Cryptography;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>A page on which a coordinator changes a week's draft: what is undone, and on which version.</summary>
public abstract class PlanPage(IGrainFactory grains) : PageModel
{
    protected IGrainFactory Grains => grains;

    public IsoWeek Week { get; protected set; }

    public PlanState State { get; private set; } = null!;

    public Network Network { get; private set; } = new();

    public Plan? Shown => State.Draft ?? State.Published;

    public bool IsBusy => State.Status is PlanStatus.Allocating or PlanStatus.Publishing;

    /// <summary>Made once per page shown, so that a second press is the same command.</summary>
    [BindProperty]
    public string Command { get; set; } = "";

    /// <summary>The version of the plan the coordinator saw.</summary>
    [BindProperty]
    public long? Version { get; set; }

    public Task<IActionResult> OnPostUndo(string week) =>
        Change(
            week,
            "undo",
            (plan, info, version) => plan.Undo(info, version),
            () => $"Undone: {State.Steps[^1].Sentence}."
        );

    public Task<IActionResult> OnPostRedo(string week) =>
        Change(
            week,
            "redo",
            (plan, info, version) => plan.Redo(info, version),
            () => $"Done again: {State.Undone[^1].Sentence}."
        );

    /// <summary>The page as it is now.</summary>
    protected abstract Task<IActionResult> Show();

    /// <summary>Carries out a change of the draft seen; then this page again, or the page with the refusal on it.</summary>
    protected async Task<IActionResult> Change(
        string week,
        string what,
        Func<IPlanGrain, CommandInfo, long, Task<Answer<PlanReceipt>>> change,
        Func<string> done,
        Func<string>? then = null
    )
    {
        if (!await Load(week))
            return NotFound();
        if (!CommandId.TryParse(Command, out var id) || Version is not { } version)
            return BadRequest();
        var info = new CommandInfo(id, $"{what} {Week} {version}", HttpContext.Actor());
        var answer = await Confirmed.Once(() => change(grains.Plan(Week), info, version));
        if (answer.Refusal is { } refusal)
        {
            ModelState.AddModelError("", refusal.Sentence);
            return await Show();
        }
        // A repeated press finds the list as the first one left it.
        if (State.Version == version)
            this.Succeeded(done());
        return LocalRedirect(then?.Invoke() ?? Request.Path);
    }

    protected async Task<bool> Load(string week)
    {
        if (!IsoWeek.TryParse(week, out var parsed))
            return false;
        Week = parsed;
        State = await grains.Plan(Week).Get();
        Network = (await grains.Network.Get()).Network;
        Version ??= State.Version;
        if (Command.Length == 0)
            Command = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return true;
    }

    /// <summary>After a refusal the page goes by the plan as it is now.</summary>
    protected void LookAgain()
    {
        foreach (var field in new[] { nameof(Version), nameof(Command) })
            ModelState.Remove(field);
        Version = State.Version;
        Command = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
    }

    /// <summary>"Consulting room 1, Tilbury, Monday 23 November 09:00, Dr Ade".</summary>
    public string Words(SessionPlace place)
    {
        var hub = Network.Hubs.FirstOrDefault(h => h.FindRoom(place.Room) is not null);
        var people = place.Clinicians.Select(id =>
            Network.Clinicians.FirstOrDefault(c => c.Id == id)?.Name ?? id.Value
        );
        return string.Join(
            ", ",
            new[]
            {
                hub?.FindRoom(place.Room)?.Name ?? place.Room.Value,
                hub?.Name,
                $"{DayWords.Of(place.Date)} {DayWords.Of(place.Start)}",
            }
                .OfType<string>()
                .Concat(people)
        );
    }

    protected static ImmutableArray<SessionId> Ids(string? text) =>
        [
            .. (text ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Where(id => IdText.TryParse<SessionId>(id, out _))
                .Select(id => new SessionId(id)),
        ];
}
