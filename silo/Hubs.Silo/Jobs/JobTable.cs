using System.Collections.Immutable;

namespace Hubs.Silo.Jobs;

/// <summary>Every recurring job of the product. A new one is one line in <see cref="JobsSetup"/>.</summary>
public sealed class JobTable
{
    public JobTable(params ImmutableArray<Job> jobs)
    {
        if (jobs.DistinctBy(job => job.Id).Count() != jobs.Length)
            throw new ArgumentException(
                $"Two jobs share an id: {string.Join(", ", jobs.Select(job => job.Id))}"
            );
        Jobs = jobs;
    }

    public ImmutableArray<Job> Jobs { get; }

    public Job? Find(string id) => Jobs.FirstOrDefault(job => job.Id == id);
}
