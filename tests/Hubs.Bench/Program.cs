System.Console.Error.WriteLine("usage: Hubs.Bench -- ctt|week|book|board|search [options]");
return 2;
