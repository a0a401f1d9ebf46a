using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Hubs.Allocation.Tests")]
