using Hubs.Silo.Jobs;
using Hubs.Web.Demo;

namespace Hubs.Web.Api;

/// <summary>What the product does by itself, and how it went.</summary>
public static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("jobs").WithTags("Jobs").RequireAuthorization(Callers.Coordinators);
        jobs.MapGet("", async (JobBoard board) => await board.Rows())
            .WithSummary("Every recurring job: when it is next due and how it last went")
            .Produces<JobRow[]>();
        jobs.MapPost("{id}/run", Run)
            .WithSummary("Run a job now; follow GET jobs")
            .Produces<JobRow>(202)
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<IResult> Run(
        string id,
        JobTable table,
        JobBoard board,
        HttpContext context
    )
    {
        if (table.Find(id) is not { } job)
            return Problems.Unknown("job", id, table.Jobs.Select(known => known.Id));
        return board.Start(job, context.Actor().Name) is null
            ? Problems.Of("job-running", "This job is running already.")
            : TypedResults.Accepted("/api/v1/jobs", await board.Find(id));
    }
}
