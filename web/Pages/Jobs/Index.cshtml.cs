using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;
using Hubs.Silo.Jobs;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Jobs;

/// <summary>What the system does by itself: when next, how it last went, and a button to do it now.</summary>
[ForRoles(Role.Coordinator)]
public sealed class IndexModel(JobBoard board, JobTable table) : PageModel
{
    public ImmutableArray<JobLine> Jobs { get; private set; } = [];

    public async Task OnGet() => Jobs = [.. (await board.Rows()).Select(JobLine.Of)];

    public IActionResult OnPost(string id)
    {
        if (table.Find(id) is not { } job)
            return NotFound();
        if (board.Start(job, HttpContext.Actor().Name) is null)
            this.Succeeded($"\"{job.Title}\" was running already.");
        else
            this.Succeeded($"\"{job.Title}\" has started.");
        return RedirectToPage();
    }
}

/// <summary>A job in words.</summary>
public sealed record JobLine(
    string Id,
    string Title,
    string When,
    string Next,
    string Last,
    string Outcome,
    string Colour,
    string Detail,
    bool MayRun
)
{
    public static JobLine Of(JobRow job) =>
        new(
            job.Id,
            job.Title,
            job.When,
            job.NextRun is { } next ? Moment(next) : "Never",
            job.LastRun is { } last ? LastRun(last) : "Not yet",
            OutcomeOf(job.LastRun).Words,
            OutcomeOf(job.LastRun).Colour,
            Details(job),
            !job.IsRunning
        );

    private static (string Words, string Colour) OutcomeOf(JobRun? run) =>
        run?.Result switch
        {
            null => ("Not yet run", "grey"),
            JobResult.Running => ("Running", "blue"),
            JobResult.Succeeded => ("Done", "green"),
            JobResult.Failed => ("Failed", "red"),
            _ => ("Interrupted", "orange"),
        };

    private static string LastRun(JobRun run)
    {
        var by = run.By switch
        {
            "schedule" => "",
            "start" => ", after a start",
            _ => $", by {run.By}",
        };
        var took =
            run.Result == JobResult.Running ? ""
            : run.Duration < TimeSpan.FromSeconds(1) ? ", took under a second"
            : string.Create(
                CultureInfo.InvariantCulture,
                $", took {run.Duration.TotalSeconds:N0} seconds"
            );
        return Moment(run.StartedAt) + by + took;
    }

    private static string Details(JobRow job)
    {
        var sentence = job.LastRun?.Sentence ?? "";
        if (job.FailuresInARow < 2)
            return sentence;
        var since = job.LastSuccess is { } success
            ? $"last done {Moment(success)}"
            : "never done yet";
        return $"{sentence} ({job.FailuresInARow} failures in a row, {since})";
    }

    private static string Moment(DateTimeOffset time) =>
        UkCalendar.Local(time).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
}
